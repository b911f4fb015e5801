// Package roster reads and writes lists of participants: files and pasted text
// in, files and text for a clipboard out, and the report of what became of each
// row of a list. It is pure: no screen, no network, no clock of its own.
//
//	roster.go    Roster, Entry, Problem, Counts; Read
//	reader.go    the walk over a text: what is a record, a comment, a header
//	cell.go      from a record to cells: separators, quotes, lines
//	column.go    the names of columns
//	table.go     records below a header
//	list.go      records without a header
//	json.go      JSON documents
//	identifier.go who a participant in JSON is, as SDKs print it
//	jsonvalue.go JSON values, and where they stand
//	check.go     what is wrong with an entry; duplicates and members
//	history.go   from what one types to a share history time
//	escape.go    cells that a spreadsheet would run, made harmless and back
//	format.go    Format
//	write.go     Write: participants as CSV, TSV or JSON
//	outcome.go   Outcome, Status, Report
//	report.go    WriteReport
//	filename.go  SuggestName
//
// # What is read
//
// A text is JSON, a table with a header, or a list without one; [Read] finds out
// which. A byte order mark at its start is passed over, and LF, CR LF and CR all
// end a line. Times that name no offset are in [Options].Location.
//
// A table begins with a line that names its columns, separated by tabs,
// semicolons or commas; the same separator holds for the whole text. Case, spaces
// and punctuation of the names do not matter:
//
//	identifier            also id, raw id, rawId, communicationIdentifier, user,
//	                      user id, participant, member, mri …
//	display name          also name, displayName, full name …
//	share history time    also shareHistoryTime, share history, history
//	metadata.KEY          KEY as it stands there, in its own case
//	kind, status, reason, code, batch, line
//	                      written by this package and passed over
//
// The cells of any other column are not used, and a problem of the list says so
// and names the column. Of two columns that mean the same the first counts, and
// that is said as well.
//
// A list without a header has one participant a line: the identifier, then,
// behind a tab, a semicolon or a comma, the display name and the share history
// time, or the display name first; or "Name <identifier>", also several of them;
// or an identifier, a space and a name; or nothing but identifiers, which are one
// participant each. Bullets before a line are passed over. The separator may
// differ from line to line.
//
// In both, cells follow RFC 4180: a cell in quotation marks may hold separators,
// line ends and quotation marks written twice. Outside of quotation marks the
// white space around a cell is not part of it; inside them it is, but for
// identifiers and times. A record that begins with # is a comment: it is passed
// over and counted. Where the first column is not the identifier, a line of a
// table that begins with # and has an identifier in its place is a record. A line
// "sep=;" at the start, which spreadsheets write, names the separator.
//
// A quotation mark that is never closed breaks the record of its line and no
// other: reading goes on with the next line. The same is done for one that is
// closed only after lines that look like participants of their own, or by a
// quotation mark that cannot close a cell.
//
// JSON is an array of participants, one object, or several one after the other;
// an object with an array named value, participants or rows stands for that
// array, so that a page of the service, a request and a report of this package
// are read as well; chatParticipants and members are such names too. A participant
// is an object with the fields of a table, where metadata is an object of strings; or
// a string, the identifier. The identifier may be an object as on the wire or as an
// SDK, or az, prints it, in whatever case and spelling its names are. Where it has no
// raw id, the raw id is made of its kind and parts by the client's rules; where it
// contradicts itself, it is broken. A share history time may be a number, the seconds
// or milliseconds since 1970. The inside of one object without its braces is an object.
//
// An identifier may stand as links, logs and JSON have it, percent-encoded for one;
// it is understood as acs.UnderstandRawID does.
//
// Every record of a text that is neither empty nor a comment nor the header is
// exactly one entry of the result (a line of several identifiers: one each), be
// it good, broken or a duplicate. A record of nothing but separators, quotation
// marks, white space or bullets is empty. A record over several lines is marked
// with a warning, and so is an identifier of a kind that is not known.
//
// # What is written
//
// [Write] writes the columns rawId, kind, displayName, shareHistoryTime (RFC 3339,
// UTC) and metadata.KEY for every key that one participant has, sorted. A cell is
// put in quotation marks where it needs them; lines end with LF, and there is no
// byte order mark (see [ByteOrderMark]). What Write writes, Read reads back to the
// same identifiers, names, times and metadata. An identifier is written as its
// raw id and no more.
//
// A participant without a display name and one whose name is empty are the same
// here: no record shows that the service tells them apart. Metadata that is absent
// and metadata that is empty differ: an empty cell is no metadata, a cell that
// holds a single quotation mark (') and nothing else is the empty value.
//
// # Formulas
//
// Spreadsheets run cells that begin with =, +, -, @ and their like, and they may
// split a cell at a separator that is not the file's own, in which case its middle
// becomes the beginning of a cell. So a cell is looked at part by part, where
// commas, semicolons, tabs and line ends separate the parts, and ' is put before
// every part that
//
//   - begins with ', or
//   - begins, behind any quotation marks, white space, control and format
//     characters, with =, +, -, @, the full-width and small forms of these, or the
//     minus sign, or
//   - is empty, is the cell's first, and a tab or a line end follows, or
//   - is on the cell's second line or a later one and looks like an identifier of
//     a known kind, so that it is not taken for a record of its own.
//
// Read takes ' away exactly where it stands before such a part. Since a part that
// begins with ' gets another one, every cell survives. JSON is written as it is.
package roster
