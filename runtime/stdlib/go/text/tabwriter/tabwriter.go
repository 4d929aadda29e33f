// Package tabwriter lines up tab-terminated cells in columns. A column is a block of adjacent lines that have a cell there;
// the last cell of a line, which no tab ends, belongs to none.
package tabwriter

import (
	"io"
	"unicode/utf8"
)

const (
	FilterHTML uint = 1 << iota
	StripEscape
	AlignRight
	DiscardEmptyColumns
	TabIndent
	Debug
)

// Escape stands before and after text that is taken as it is.
const Escape = '\xff'

type cell struct {
	text  []byte
	width int  // in runes
	hard  bool // ended by \t, not \v
}

// Writer buffers lines until their columns' widths are known.
type Writer struct {
	output                      io.Writer
	minWidth, tabWidth, padding int
	padChar                     byte
	flags                       uint
	lines                       [][]cell // the last one is being written
	current                     []byte
	width                       int
	closer                      byte // what ends an escape, tag or entity; 0: none is open
	columns                     []int
	out                         []byte
}

func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

func (w *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight // tabs go after the text
	}
	*w = Writer{output: output, minWidth: minwidth, tabWidth: tabwidth, padding: padding, padChar: padchar, flags: flags}
	w.lines = [][]cell{nil}
	return w
}

func (w *Writer) Write(buf []byte) (n int, err error) {
	for i, c := range buf {
		if err := w.writeByte(c); err != nil {
			return i, err
		}
	}
	return len(buf), nil
}

func (w *Writer) Flush() error {
	w.closer = 0
	return w.flush()
}

func (w *Writer) writeByte(c byte) error {
	if w.closer != 0 {
		w.inEscape(c)
		return nil
	}
	switch {
	case c == '\t' || c == '\v':
		w.endCell(c == '\t')
	case c == '\n' || c == '\f':
		w.endCell(false)
		cells := len(w.lines[len(w.lines)-1])
		w.lines = append(w.lines, nil)
		if c == '\f' || cells == 1 { // what follows has columns of its own
			if err := w.flush(); err != nil || c == '\n' || w.flags&Debug == 0 {
				return err
			}
			_, err := io.WriteString(w.output, "---\n")
			return err
		}
	case c == Escape:
		w.closer = Escape
		if w.flags&StripEscape == 0 {
			w.current = append(w.current, c)
		}
	case w.flags&FilterHTML != 0 && (c == '<' || c == '&'):
		w.closer = '>'
		if c == '&' {
			w.closer = ';'
		}
		w.current = append(w.current, c)
	default:
		w.current = append(w.current, c)
		if utf8.RuneStart(c) {
			w.width++
		}
	}
	return nil
}

func (w *Writer) inEscape(c byte) {
	end := c == w.closer
	if !(end && c == Escape && w.flags&StripEscape != 0) {
		w.current = append(w.current, c)
	}
	switch {
	case w.closer == Escape && !end && utf8.RuneStart(c), w.closer == ';' && end:
		w.width++ // an entity is one character, a tag none
	}
	if end {
		w.closer = 0
	}
}

func (w *Writer) endCell(hard bool) {
	last := &w.lines[len(w.lines)-1]
	*last = append(*last, cell{w.current, w.width, hard})
	w.current, w.width = nil, 0
}

func (w *Writer) flush() error {
	if len(w.current) > 0 {
		w.endCell(false)
	}
	w.format(0, len(w.lines))
	text := w.out
	w.out, w.columns, w.lines = nil, nil, [][]cell{nil}
	if len(text) == 0 {
		return nil
	}
	n, err := w.output.Write(text)
	if err == nil && n != len(text) {
		err = io.ErrShortWrite
	}
	return err
}

// format writes the lines from..to, whose columns up to len(w.columns) have their widths.
func (w *Writer) format(from, to int) {
	column := len(w.columns)
	for at := from; at < to; at++ {
		if column >= len(w.lines[at])-1 {
			continue
		}
		w.writeLines(from, at)
		from = at
		width, empty := w.minWidth, true
		for ; at < to && column < len(w.lines[at])-1; at++ {
			c := w.lines[at][column]
			width = max(width, c.width+w.padding)
			empty = empty && c.width == 0 && !c.hard
		}
		if empty && w.flags&DiscardEmptyColumns != 0 {
			width = 0
		}
		w.columns = append(w.columns, width)
		w.format(from, at)
		w.columns = w.columns[:column]
		from = at
	}
	w.writeLines(from, to)
}

func (w *Writer) writeLines(from, to int) {
	for i := from; i < to; i++ {
		indenting := w.flags&TabIndent != 0
		for j, c := range w.lines[i] {
			if j > 0 && w.flags&Debug != 0 {
				w.out = append(w.out, '|')
			}
			indenting = indenting && len(c.text) == 0
			padded := j < len(w.columns)
			if padded && len(c.text) > 0 && w.flags&AlignRight != 0 {
				w.pad(c.width, w.columns[j], false)
				padded = false
			}
			w.out = append(w.out, c.text...)
			if padded {
				w.pad(c.width, w.columns[j], indenting)
			}
		}
		if i+1 < len(w.lines) {
			w.out = append(w.out, '\n')
		}
	}
}

func (w *Writer) pad(width, columnWidth int, withTabs bool) {
	fill, count := w.padChar, columnWidth-width
	if fill == '\t' || withTabs {
		if w.tabWidth == 0 {
			return
		}
		end := (columnWidth + w.tabWidth - 1) / w.tabWidth * w.tabWidth
		fill, count = '\t', (end-width+w.tabWidth-1)/w.tabWidth
	}
	for ; count > 0; count-- {
		w.out = append(w.out, fill)
	}
}
