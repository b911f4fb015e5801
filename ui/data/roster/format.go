package roster

// Format is a form in which participants are written down.
type Format string

// The formats. Read knows all of them, Write all but List.
const (
	// List is text without a header: see the package's documentation.
	List Format = "list"
	// CSV is a table with commas.
	CSV Format = "CSV"
	// Semicolons is a table with semicolons, as spreadsheets write it where the
	// comma is the decimal separator.
	Semicolons Format = "CSV with semicolons"
	// TSV is a table with tabs.
	TSV Format = "TSV"
	// JSON is a JSON document.
	JSON Format = "JSON"
)

// ByteOrderMark makes Excel read a CSV file as UTF-8 when it stands at the start of
// the file. Neither Write nor WriteReport writes it, since most other programs take
// it for a part of the first column's name; Read passes it over.
const ByteOrderMark = "\ufeff"

// MaxBytes is the size up to which a file is meant to be read. Read itself takes a
// text of any length: the limit is for who reads the file.
const MaxBytes = 1 << 20

// separators are the characters that may stand between cells, in the order in
// which they are tried.
const separators = "\t;,"

// separator is the format's character between cells; 0 where it has none.
func (f Format) separator() byte {
	switch f {
	case CSV:
		return ','
	case Semicolons:
		return ';'
	case TSV:
		return '\t'
	default:
		return 0
	}
}

// extension is the usual ending of a file's name, with its dot.
func (f Format) extension() string {
	switch f {
	case CSV, Semicolons:
		return ".csv"
	case TSV:
		return ".tsv"
	case JSON:
		return ".json"
	default:
		return ".txt"
	}
}

func formatOf(separator byte) Format {
	switch separator {
	case '\t':
		return TSV
	case ';':
		return Semicolons
	default:
		return CSV
	}
}
