package roster

import "cmp"

// Format is a form in which participants are written down.
type Format string

// The formats. Read knows all of them, Write all but List, which has no header.
const (
	List       Format = "list"
	CSV        Format = "CSV"
	Semicolons Format = "CSV with semicolons"
	TSV        Format = "TSV"
	JSON       Format = "JSON"
)

// ByteOrderMark makes Excel read a CSV file as UTF-8. Read skips it; it is not written, since
// most other programs add it to the first column's name.
const ByteOrderMark = "\ufeff"

// MaxBytes is the size up to which a file is meant to be read; Read itself has no limit.
const MaxBytes = 1 << 20

// separators may stand between cells; they are tried in this order.
const separators = "\t;,"

// separator is 0 for a format without cells.
func (f Format) separator() byte {
	return map[Format]byte{CSV: ',', Semicolons: ';', TSV: '\t'}[f]
}

// extension is the ending of a file's name, with its dot.
func (f Format) extension() string {
	return cmp.Or(map[Format]string{CSV: ".csv", Semicolons: ".csv", TSV: ".tsv", JSON: ".json"}[f], ".txt")
}

func formatOf(separator byte) Format {
	return map[byte]Format{',': CSV, ';': Semicolons, '\t': TSV}[separator]
}
