package rand

import (
	"math"
	"sync"
)

// Normal and exponential numbers by the ziggurat method (Marsaglia and Tsang, 2000): the area under the density is cut into
// layers of equal size; a point in a layer is nearly always under the curve, which a comparison of integers tells.

const (
	normalR = 3.442619855899
	normalV = 9.91256303526217e-3
	expR    = 7.69711747013104972
	expV    = 3.949659822581572e-3
)

type layers struct {
	k    []uint32  // points below are under the curve for sure
	w, f []float32 // widths, and the density at the edges
}

// build makes the tables of a density and its inverse, both up to a constant.
func build(n int, scale, r, v float64, density, inverse func(float64) float64) layers {
	t := layers{make([]uint32, n), make([]float32, n), make([]float32, n)}
	q := v / density(r)
	t.k[0], t.k[1] = uint32(r/q*scale), 0
	t.w[0], t.w[n-1] = float32(q/scale), float32(r/scale)
	t.f[0], t.f[n-1] = 1, float32(density(r))
	last := r
	for i := n - 2; i >= 1; i-- {
		x := inverse(v/last + density(last))
		t.k[i+1] = uint32(x / last * scale)
		t.f[i] = float32(density(x))
		t.w[i] = float32(x / scale)
		last = x
	}
	return t
}

var normal = sync.OnceValue(func() layers {
	return build(128, 1<<31, normalR, normalV,
		func(x float64) float64 { return math.Exp(-.5 * x * x) },
		func(y float64) float64 { return math.Sqrt(-2 * math.Log(y)) })
})

var exponential = sync.OnceValue(func() layers {
	return build(256, 1<<32, expR, expV,
		func(x float64) float64 { return math.Exp(-x) },
		func(y float64) float64 { return -math.Log(y) })
})

func (r *Rand) NormFloat64() float64 {
	t := normal()
	for {
		j := int32(r.Uint32())
		i := j & 0x7f
		x := float64(j) * float64(t.w[i])
		size := uint32(j)
		if j < 0 {
			size = -size
		}
		if size < t.k[i] {
			return x
		}
		if i == 0 { // the tail
			for {
				x = -math.Log(r.Float64()) * (1.0 / normalR)
				y := -math.Log(r.Float64())
				if y+y >= x*x {
					break
				}
			}
			if j > 0 {
				return normalR + x
			}
			return -normalR - x
		}
		if t.f[i]+float32(r.Float64())*(t.f[i-1]-t.f[i]) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

func (r *Rand) ExpFloat64() float64 {
	t := exponential()
	for {
		j := r.Uint32()
		i := j & 0xff
		x := float64(j) * float64(t.w[i])
		if j < t.k[i] {
			return x
		}
		if i == 0 {
			return expR - math.Log(r.Float64())
		}
		if t.f[i]+float32(r.Float64())*(t.f[i-1]-t.f[i]) < float32(math.Exp(-x)) {
			return x
		}
	}
}

func NormFloat64() float64 { return global().NormFloat64() }
func ExpFloat64() float64  { return global().ExpFloat64() }
