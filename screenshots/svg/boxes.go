package svg

// Weights of the arms of a box drawing character, from its middle to its edges.
const (
	noArm     = '.'
	lightArm  = 'l'
	heavyArm  = 'h'
	doubleArm = 'd'
)

const (
	firstBox = 0x2500
	lastBox  = 0x257f
)

// boxArms holds, from U+2500 on, the weights of the arms up, right, down and
// left. Four dots are a dashed, round or diagonal line, drawn apart. A test
// compares it with the characters' Unicode names.
const boxArms = "" +
	".l.l.h.hl.l.h.h..................................ll..hl..lh..hh." +
	"..ll..lh..hl..hhll..lh..hl..hh..l..ll..hh..lh..hlll.lhl.hll.llh." +
	"hlh.hhl.lhh.hhh.l.lll.lhh.lll.hlh.hlh.lhl.hhh.hh.lll.llh.hll.hlh" +
	".lhl.lhh.hhl.hhhll.lll.hlh.llh.hhl.lhl.hhh.lhh.hlllllllhlhlllhlh" +
	"hlllllhlhlhlhllhhhllllhhlhhlhhlhlhhhhlhhhhhlhhhh................" +
	".d.dd.d..dl..ld..dd...ld..dl..ddld..dl..dd..l..dd..ld..dldl.dld." +
	"ddd.l.ldd.dld.dd.dld.ldl.dddld.ddl.ldd.dldlddldldddd............" +
	"...................ll....l....l....hh....h....h..h.ll.h..l.hh.l."

// The arms in the order of boxArms, clockwise.
const (
	up = iota
	right
	down
	left
)

// box draws a character between U+2500 and U+257F whose cell begins at x.
func (s *shapes) box(r rune, x int) {
	arms := boxArms[4*(r-firstBox) : 4*(r-firstBox)+4]
	if arms == "...." {
		s.otherLine(r, x)
		return
	}
	for direction := range 4 {
		s.arm(arms, direction, x)
	}
}

// arm draws one arm, which is one line, or two for a double one.
func (s *shapes) arm(arms string, direction, x int) {
	weight := arms[direction]
	// The neighbours clockwise and counter-clockwise. before is the one on
	// the side of the smaller coordinates: left of a vertical arm, above a
	// horizontal one.
	before, after := arms[left], arms[right]
	if direction == left || direction == right {
		before, after = arms[up], arms[down]
	}
	opposite := arms[(direction+2)%4]
	switch weight {
	case lightArm:
		s.segment(direction, x, 0, 1, singleReach(before, after, opposite))
	case heavyArm:
		s.segment(direction, x, -1, 3, singleReach(before, after, opposite))
	case doubleArm:
		s.segment(direction, x, -1, 1, doubleReach(before, after))
		s.segment(direction, x, 1, 1, doubleReach(after, before))
	}
}

// singleReach says up to which line of the crossing arms a single line goes,
// seen from its own edge: -1 the near line of a double or heavy one, 0 the
// middle, 1 the far line.
func singleReach(before, after, opposite byte) int {
	switch {
	case before == doubleArm && after == doubleArm && opposite == noArm:
		return -1
	case before == doubleArm || after == doubleArm || before == heavyArm || after == heavyArm:
		return 1
	}
	return 0
}

// doubleReach says the same for one of the two lines of a double arm. same is
// the crossing arm on the line's own side, other the one beyond its twin.
func doubleReach(same, other byte) int {
	switch {
	case same == doubleArm:
		return -1
	case same == noArm && other == doubleArm:
		return 1
	}
	return 0
}

// segment draws a line from the cell's edge to the line that reach names.
// offset and thickness are in strokes: where the line begins beside the middle
// one, and how thick it is.
func (s *shapes) segment(direction, x, offset, thickness, reach int) {
	t := s.stroke
	middleX, middleY := (s.cellWidth-t)/2, (s.cellHeight-t)/2
	switch direction {
	case up:
		s.rect(x+middleX+offset*t, 0, thickness*t, middleY+(reach+1)*t)
	case left:
		s.rect(x, middleY+offset*t, middleX+(reach+1)*t, thickness*t)
	case down:
		begin := middleY - reach*t
		s.rect(x+middleX+offset*t, begin, thickness*t, s.cellHeight-begin)
	case right:
		begin := middleX - reach*t
		s.rect(x+begin, middleY+offset*t, s.cellWidth-begin, thickness*t)
	}
}

// otherLine draws dashes, round corners and diagonals.
func (s *shapes) otherLine(r rune, x int) {
	w, h, t := s.cellWidth, s.cellHeight, s.stroke
	middleX, middleY := (w-t)/2, (h-t)/2
	switch r {
	case '┄', '╌', '┈':
		s.dashes(x, middleY, w, t, dashCount(r), false)
	case '┅', '╍', '┉':
		s.dashes(x, middleY-t, w, 3*t, dashCount(r), false)
	case '┆', '╎', '┊':
		s.dashes(x+middleX, 0, h, t, dashCount(r), true)
	case '┇', '╏', '┋':
		s.dashes(x+middleX-t, 0, h, 3*t, dashCount(r), true)
	case '╭':
		s.corner(x, w, h)
	case '╮':
		s.corner(x, 0, h)
	case '╯':
		s.corner(x, 0, 0)
	case '╰':
		s.corner(x, w, 0)
	default:
		if r != '╲' {
			s.stroked("M%d %dL%d 0", x, h, x+w)
		}
		if r != '╱' {
			s.stroked("M%d 0L%d %d", x, x+w, h)
		}
	}
}

// dashCount is the number of dashes in one cell, which the name says.
func dashCount(r rune) int {
	switch r {
	case '╌', '╍', '╎', '╏':
		return 2
	case '┄', '┅', '┆', '┇':
		return 3
	}
	return 4
}

// dashes draws count dashes over the length, each followed by a gap.
func (s *shapes) dashes(x, y, length, thickness, count int, vertical bool) {
	for i := range count {
		begin, end := i*length/count, (i+1)*length/count
		dash := max(1, (end-begin)*2/3)
		if vertical {
			s.rect(x, y+begin, thickness, dash)
		} else {
			s.rect(x+begin, y, dash, thickness)
		}
	}
}

// corner draws a round corner between the edges at toX and toY.
func (s *shapes) corner(x, toX, toY int) {
	half := float64(s.stroke) / 2
	middleX := float64((s.cellWidth-s.stroke)/2) + half
	middleY := float64((s.cellHeight-s.stroke)/2) + half
	radius := min(middleX, float64(s.cellWidth)-middleX)
	turnX, turnY := middleX-radius, middleY-radius
	if toX > 0 {
		turnX = middleX + radius
	}
	if toY > 0 {
		turnY = middleY + radius
	}
	s.stroked("M%d %gH%gQ%g %g %g %gV%d", x+toX, middleY, float64(x)+turnX,
		float64(x)+middleX, middleY, float64(x)+middleX, turnY, toY)
}
