// Package roster reads and writes lists of participants: files and pasted text in, files
// and text for a clipboard out, and the report of what became of each row. It is pure: no
// screen, no network, no clock of its own.
//
// # What is read
//
// A text is JSON, a table with a header, or a list without one; [Read] finds out which. A
// byte order mark at its start is skipped, and LF, CR LF and CR all end a line.
//
// A table begins with a line that names its columns, separated by tabs, semicolons or
// commas. Case, spaces and punctuation of the names do not matter: identifier (id, raw id,
// user, mri …), display name, share history time, metadata.KEY; the columns of a report
// (kind, status, reason, code, batch, line) are skipped. A column of any other name is not
// used, and a problem of the list says so. Of two columns that mean the same the first counts.
//
// A list has one participant a line: the identifier, then the display name and the share
// history time, or the name first; or "Name <identifier>"; or an identifier, a space and a
// name; or nothing but identifiers. Bullets are skipped. The separator may differ from line
// to line.
//
// In both, cells follow RFC 4180, and white space around an unquoted cell is not part of it.
// A record that begins with # is a comment, unless the identifier is another column of its
// table and the line has one there. A first line "sep=;", which spreadsheets write, names
// the separator. A quotation mark that is never closed, or only behind lines that look like
// participants of their own, breaks the record of its line and no other.
//
// JSON is an array of participants, one object, or several one after the other; an object
// with an array named value, participants, chatParticipants, members or rows stands for that
// array, so that a page of the service, a request and a report are read as well. A participant
// is an object with the fields of a table, or a string, the identifier. The identifier may be
// an object as on the wire or as an SDK, or az, prints it. Without a raw id it is made of its
// kind and parts; where it contradicts itself, it is broken.
//
// Every record that is neither empty nor a comment nor the header is exactly one entry of the
// result (a line of several identifiers: one each), be it good, broken or a duplicate.
//
// # What is written
//
// [Write] writes the columns rawId, kind, displayName, shareHistoryTime (RFC 3339, UTC) and
// metadata.KEY for every key that one participant has, sorted. Lines end with LF, and there is
// no byte order mark. What Write writes, Read reads back to the same identifiers, names, times
// and metadata: an empty cell is no metadata, a cell of a single apostrophe is the empty value.
//
// # Formulas
//
// Spreadsheets run cells that begin with =, +, -, @ and their like, and may split a cell at a
// separator that is not the file's own. So an apostrophe is put before every part of a cell
// (commas, semicolons, tabs and line ends separate the parts) that begins with an apostrophe or
// like a formula, before an empty first part in front of a tab or a line end, and before what
// looks like an identifier on a later line of the cell. Read removes it exactly there. JSON is
// written as it is.
package roster
