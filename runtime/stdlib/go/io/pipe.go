package io

import "sync"

// A pipe hands the bytes of each Write over to one or more Reads, without a buffer of its own.
type pipe struct {
	writing sync.Mutex // one Write at a time
	data    chan []byte
	taken   chan int

	once   sync.Once
	done   chan struct{}
	mu     sync.Mutex // guards the errors
	readE  error      // set by the writer's close
	writeE error      // set by the reader's close
}

func (p *pipe) set(to *error, err error) {
	p.mu.Lock()
	if *to == nil {
		*to = err
	}
	p.mu.Unlock()
	p.once.Do(func() { close(p.done) })
}

func (p *pipe) errors() (read, write error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.readE, p.writeE
}

func (p *pipe) readError() error {
	read, write := p.errors()
	if write == nil && read != nil {
		return read
	}
	return ErrClosedPipe
}

func (p *pipe) writeError() error {
	read, write := p.errors()
	if read == nil && write != nil {
		return write
	}
	return ErrClosedPipe
}

func (p *pipe) read(b []byte) (int, error) {
	select {
	case <-p.done:
		return 0, p.readError()
	default:
	}
	select {
	case data := <-p.data:
		n := copy(b, data)
		p.taken <- n
		return n, nil
	case <-p.done:
		return 0, p.readError()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.writeError()
	default:
		p.writing.Lock()
		defer p.writing.Unlock()
	}
	for first := true; first || len(b) > 0; first = false {
		select {
		case p.data <- b:
			taken := <-p.taken
			b = b[taken:]
			n += taken
		case <-p.done:
			return n, p.writeError()
		}
	}
	return n, nil
}

// A PipeReader is the reading half of a pipe.
type PipeReader struct{ p *pipe }

func (r *PipeReader) Read(data []byte) (n int, err error) { return r.p.read(data) }
func (r *PipeReader) Close() error                        { return r.CloseWithError(nil) }

func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.p.set(&r.p.writeE, err)
	return nil
}

// A PipeWriter is the writing half of a pipe.
type PipeWriter struct{ p *pipe }

func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.p.write(data) }
func (w *PipeWriter) Close() error                         { return w.CloseWithError(nil) }

func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.p.set(&w.p.readE, err)
	return nil
}

// Pipe connects a writer to a reader.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{data: make(chan []byte), taken: make(chan int), done: make(chan struct{})}
	return &PipeReader{p}, &PipeWriter{p}
}
