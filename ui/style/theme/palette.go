package theme

// DarkPalette returns the program's own colours for dark grounds.
func DarkPalette() Palette {
	return Palette{
		Surface:        {0x272c47, 235, NoColour},
		Foot:           {0x272c47, 235, NoColour},
		Raised:         {0x3a4269, 237, NoColour},
		Field:          {0x31375a, 236, NoColour},
		FieldOn:        {0x1c4378, 17, NoColour},
		Sel:            {0x2c4b86, 24, NoColour},
		SelIdle:        {0x2f3555, 236, NoColour},
		Border:         {0x4a5378, 240, NoColour},
		BorderOn:       {0x6cb8ff, 75, 12},
		BorderDanger:   {0xff7b86, 210, 9},
		Text:           {0xe6eaf6, 255, NoColour},
		Muted:          {0xb3bcd6, 250, NoColour},
		Faint:          {0x99a3c4, 247, NoColour},
		SelFg:          {0xffffff, 231, NoColour},
		SelDim:         {0xc9d6f5, 189, NoColour},
		Dim:            {0x5a628a, 241, NoColour},
		Accent:         {0x6cb8ff, 75, 12},
		Alt:            {0xc3a6ff, 183, 13},
		Success:        {0x79dca4, 114, 10},
		Warning:        {0xf3c56b, 221, 11},
		Danger:         {0xff8f98, 210, 9},
		Info:           {0x68d5df, 116, 14},
		Ink:            {0x0d1424, 233, NoColour},
		Success.Soft(): {0x1d4233, 22, NoColour},
		Warning.Soft(): {0x483a1c, 58, NoColour},
		Danger.Soft():  {0x512533, 52, NoColour},
		Info.Soft():    {0x17444f, 23, NoColour},
		Neutral.Soft(): {0x3a4269, 237, NoColour},
		Accent.Soft():  {0x1c3f66, 17, NoColour},
		Alt.Soft():     {0x3c3165, 54, NoColour},
		Sender(0):      {0xf4a3da, 218, 13},
		Sender(1):      {0x9fdf8f, 150, 10},
		Sender(2):      {0xf9b57c, 215, 11},
		Sender(3):      {0xb7abff, 147, 12},
		Sender(4):      {0x5fdcc6, 79, 14},
		Sender(5):      {0xe3d06b, 186, 11},
		Sender(6):      {0x8fb6ff, 111, 12},
		Sender(7):      {0xffa18f, 216, 9},
	}
}

// LightPalette returns them for light grounds.
func LightPalette() Palette {
	return Palette{
		Surface:        {0xe4e9f6, 255, NoColour},
		Foot:           {0xe4e9f6, 255, NoColour},
		Raised:         {0xced7ee, 253, NoColour},
		Field:          {0xe0e7f8, 254, NoColour},
		FieldOn:        {0xd3e5ff, 189, NoColour},
		Sel:            {0xcadeff, 153, NoColour},
		SelIdle:        {0xe1e6f3, 255, NoColour},
		Border:         {0xb0bad4, 250, NoColour},
		BorderOn:       {0x0a66c8, 26, 4},
		BorderDanger:   {0xc4202f, 160, 1},
		Text:           {0x1d2338, 235, NoColour},
		Muted:          {0x474f6a, 239, NoColour},
		Faint:          {0x565f7b, 241, NoColour},
		SelFg:          {0x0b1c3d, 234, NoColour},
		SelDim:         {0x2c3f68, 238, NoColour},
		Dim:            {0xa0a9c4, 247, NoColour},
		Accent:         {0x0858b0, 25, 4},
		Alt:            {0x6d35c4, 91, 5},
		Success:        {0x136b3b, 22, 2},
		Warning:        {0x7d4d00, 94, 3},
		Danger:         {0xb81d2c, 124, 1},
		Info:           {0x0a626f, 23, 6},
		Ink:            {0xffffff, 231, NoColour},
		Success.Soft(): {0xd3f0de, 194, NoColour},
		Warning.Soft(): {0xfbe7bd, 230, NoColour},
		Danger.Soft():  {0xffdcdd, 224, NoColour},
		Info.Soft():    {0xcdeef2, 195, NoColour},
		Neutral.Soft(): {0xced7ee, 253, NoColour},
		Accent.Soft():  {0xd6e7ff, 189, NoColour},
		Alt.Soft():     {0xe8dcff, 225, NoColour},
		Sender(0):      {0xa01f78, 126, 5},
		Sender(1):      {0x2b6e1e, 22, 2},
		Sender(2):      {0x8c4a00, 94, 3},
		Sender(3):      {0x5a43cf, 56, 4},
		Sender(4):      {0x00695c, 23, 6},
		Sender(5):      {0x6b5a00, 58, 3},
		Sender(6):      {0x2a52b8, 19, 4},
		Sender(7):      {0xa83a26, 88, 1},
	}
}

// neutralPalette is for a ground that nobody knows: of the terminal's own sixteen those
// that can be read on a dark ground and on a light one.
func neutralPalette() Palette {
	p := Palette{}
	for token := range DarkPalette() {
		p[token] = Colour{C16: NoColour}
	}
	for token, number := range map[Token]int8{Accent: 12, BorderOn: 12, Alt: 5, Warning: 5, Danger: 9, BorderDanger: 9} {
		p[token] = Colour{C16: number}
	}
	return p
}
