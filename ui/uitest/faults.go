package uitest

// OpenFaults opens the faults with the cursor on one of them.
func (h *Harness) OpenFaults(name string) *Harness {
	h.T.Helper()
	h.Press("F").Settle()
	h.Wants("Faults of the emulator at")
	h.Press("g")
	for range 20 {
		if lines := h.Lines("▸ " + name); len(lines) > 0 {
			return h
		}
		h.Press("j")
	}
	h.T.Fatalf("no fault %q:\n%s", name, h.Screen())
	return h
}
