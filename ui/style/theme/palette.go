package theme

// DarkPalette returns the program's own colours for dark grounds.
func DarkPalette() Palette {
	return Palette{
		Surface:        {"#272c47", 235, NoColour},
		Foot:           {"#272c47", 235, NoColour},
		Raised:         {"#3a4269", 237, NoColour},
		Field:          {"#31375a", 236, NoColour},
		FieldOn:        {"#1c4378", 17, NoColour},
		Sel:            {"#2c4b86", 24, NoColour},
		SelIdle:        {"#2f3555", 236, NoColour},
		Border:         {"#4a5378", 240, NoColour},
		BorderOn:       {"#6cb8ff", 75, 12},
		BorderDanger:   {"#ff7b86", 210, 9},
		Text:           {"#e6eaf6", 255, NoColour},
		Muted:          {"#b3bcd6", 250, NoColour},
		Faint:          {"#99a3c4", 247, NoColour},
		SelFg:          {"#ffffff", 231, NoColour},
		SelDim:         {"#c9d6f5", 189, NoColour},
		Dim:            {"#5a628a", 241, NoColour},
		Accent:         {"#6cb8ff", 75, 12},
		Alt:            {"#c3a6ff", 183, 13},
		Success:        {"#79dca4", 114, 10},
		Warning:        {"#f3c56b", 221, 11},
		Danger:         {"#ff8f98", 210, 9},
		Info:           {"#68d5df", 116, 14},
		Ink:            {"#0d1424", 233, NoColour},
		Success.Soft(): {"#1d4233", 22, NoColour},
		Warning.Soft(): {"#483a1c", 58, NoColour},
		Danger.Soft():  {"#512533", 52, NoColour},
		Info.Soft():    {"#17444f", 23, NoColour},
		Neutral.Soft(): {"#3a4269", 237, NoColour},
		Accent.Soft():  {"#1c3f66", 17, NoColour},
		Alt.Soft():     {"#3c3165", 54, NoColour},
		Sender(0):      {"#f4a3da", 218, 13},
		Sender(1):      {"#9fdf8f", 150, 10},
		Sender(2):      {"#f9b57c", 215, 11},
		Sender(3):      {"#b7abff", 147, 12},
		Sender(4):      {"#5fdcc6", 79, 14},
		Sender(5):      {"#e3d06b", 186, 11},
		Sender(6):      {"#8fb6ff", 111, 12},
		Sender(7):      {"#ffa18f", 216, 9},
	}
}

// LightPalette returns them for light grounds.
func LightPalette() Palette {
	return Palette{
		Surface:        {"#e4e9f6", 255, NoColour},
		Foot:           {"#e4e9f6", 255, NoColour},
		Raised:         {"#ced7ee", 253, NoColour},
		Field:          {"#e0e7f8", 254, NoColour},
		FieldOn:        {"#d3e5ff", 189, NoColour},
		Sel:            {"#cadeff", 153, NoColour},
		SelIdle:        {"#e1e6f3", 255, NoColour},
		Border:         {"#b0bad4", 250, NoColour},
		BorderOn:       {"#0a66c8", 26, 4},
		BorderDanger:   {"#c4202f", 160, 1},
		Text:           {"#1d2338", 235, NoColour},
		Muted:          {"#474f6a", 239, NoColour},
		Faint:          {"#565f7b", 241, NoColour},
		SelFg:          {"#0b1c3d", 234, NoColour},
		SelDim:         {"#2c3f68", 238, NoColour},
		Dim:            {"#a0a9c4", 247, NoColour},
		Accent:         {"#0858b0", 25, 4},
		Alt:            {"#6d35c4", 91, 5},
		Success:        {"#136b3b", 22, 2},
		Warning:        {"#7d4d00", 94, 3},
		Danger:         {"#b81d2c", 124, 1},
		Info:           {"#0a626f", 23, 6},
		Ink:            {"#ffffff", 231, NoColour},
		Success.Soft(): {"#d3f0de", 194, NoColour},
		Warning.Soft(): {"#fbe7bd", 230, NoColour},
		Danger.Soft():  {"#ffdcdd", 224, NoColour},
		Info.Soft():    {"#cdeef2", 195, NoColour},
		Neutral.Soft(): {"#ced7ee", 253, NoColour},
		Accent.Soft():  {"#d6e7ff", 189, NoColour},
		Alt.Soft():     {"#e8dcff", 225, NoColour},
		Sender(0):      {"#a01f78", 126, 5},
		Sender(1):      {"#2b6e1e", 22, 2},
		Sender(2):      {"#8c4a00", 94, 3},
		Sender(3):      {"#5a43cf", 56, 4},
		Sender(4):      {"#00695c", 23, 6},
		Sender(5):      {"#6b5a00", 58, 3},
		Sender(6):      {"#2a52b8", 19, 4},
		Sender(7):      {"#a83a26", 88, 1},
	}
}

// neutralPalette is for a ground that nobody knows: of the terminal's own sixteen those
// that can be read on a dark ground and on a light one.
func neutralPalette() Palette {
	p := Palette{}
	for token := range DarkPalette() {
		p[token] = Colour{C16: NoColour}
	}
	for token, number := range map[Token]uint8{Accent: 12, BorderOn: 12, Alt: 5, Warning: 5, Danger: 9, BorderDanger: 9} {
		p[token] = Colour{C16: number}
	}
	return p
}
