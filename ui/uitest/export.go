package uitest

// ExportTo exports to a file: what is marked, where something is.
func (h *Harness) ExportTo(path string) *Harness {
	h.T.Helper()
	h.Press("E")
	h.Wants("Export participants")
	h.Press("enter")
	h.Wants("The ending decides the format: .csv, .tsv or .json.", "participants-operations-all-hands-20251103-09")
	return h.Press("ctrl+u").Write(path).Press("enter")
}
