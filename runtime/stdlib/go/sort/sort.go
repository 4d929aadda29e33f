// Package sort sorts slices and whatever has Len, Less and Swap.
package sort

type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

const fewElements = 12

// Sort is not stable: quick sort from a median of three, heap sort when that goes wrong.
func Sort(data Interface) {
	n := data.Len()
	depth := 0
	for i := n; i > 0; i >>= 1 {
		depth += 2
	}
	quick(data, 0, n, depth)
}

func quick(data Interface, low, high, depth int) {
	for high-low > fewElements {
		if depth == 0 {
			heap(data, low, high)
			return
		}
		depth--
		middle := partition(data, low, high)
		if middle-low < high-middle-1 {
			quick(data, low, middle, depth)
			low = middle + 1
		} else {
			quick(data, middle+1, high, depth)
			high = middle
		}
	}
	insertion(data, low, high)
}

func insertion(data Interface, low, high int) {
	for i := low + 1; i < high; i++ {
		for j := i; j > low && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

// The median of the first, middle and last element becomes the pivot, at its final place when it returns.
func partition(data Interface, low, high int) int {
	middle, last := int(uint(low+high)>>1), high-1
	if data.Less(middle, low) {
		data.Swap(middle, low)
	}
	if data.Less(last, middle) {
		data.Swap(last, middle)
		if data.Less(middle, low) {
			data.Swap(middle, low)
		}
	}
	data.Swap(low, middle)
	i, j := low+1, last
	for {
		for i <= j && data.Less(i, low) {
			i++
		}
		for i <= j && data.Less(low, j) {
			j--
		}
		if i >= j {
			break
		}
		data.Swap(i, j)
		i++
		j--
	}
	data.Swap(low, j)
	return j
}

func heap(data Interface, low, high int) {
	n := high - low
	for root := n/2 - 1; root >= 0; root-- {
		sift(data, low, root, n)
	}
	for end := n - 1; end > 0; end-- {
		data.Swap(low, low+end)
		sift(data, low, 0, end)
	}
}

func sift(data Interface, first, root, end int) {
	for {
		child := 2*root + 1
		if child >= end {
			return
		}
		if child+1 < end && data.Less(first+child, first+child+1) {
			child++
		}
		if !data.Less(first+root, first+child) {
			return
		}
		data.Swap(first+root, first+child)
		root = child
	}
}

// Stable sorts blocks by insertion and merges them in place by rotations.
func Stable(data Interface) {
	const block = 20
	n := data.Len()
	for a := 0; a < n; a += block {
		insertion(data, a, min(a+block, n))
	}
	for size := block; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			merge(data, a, a+size, min(a+2*size, n))
		}
	}
}

func merge(data Interface, a, m, b int) {
	if m-a == 0 || b-m == 0 {
		return
	}
	if b-a == 2 {
		if data.Less(m, a) {
			data.Swap(a, m)
		}
		return
	}
	// Split the longer side in half and find where its middle belongs on the other: [i, m) and [m, j) change places.
	var i, j int
	if m-a > b-m {
		i = a + (m-a)/2
		j = m + Search(b-m, func(k int) bool { return !data.Less(m+k, i) })
	} else {
		j = m + (b-m)/2
		i = a + Search(m-a, func(k int) bool { return data.Less(j, a+k) })
	}
	rotate(data, i, m, j)
	middle := i + (j - m)
	merge(data, a, i, middle)
	merge(data, middle, middle+(m-i), b)
}

func rotate(data Interface, a, m, b int) {
	reverse(data, a, m)
	reverse(data, m, b)
	reverse(data, a, b)
}

func reverse(data Interface, low, high int) {
	for high--; low < high; low, high = low+1, high-1 {
		data.Swap(low, high)
	}
}

func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reversed struct{ Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

func Reverse(data Interface) Interface { return &reversed{data} }

// ---- slices of any type, by a function

// swap swaps two elements of the slice in x; a native, as the element's type is not known here.
func swap(x any, i, j int)
func length(x any) int

type byFunc struct {
	x    any
	n    int
	less func(i, j int) bool
}

func (s *byFunc) Len() int           { return s.n }
func (s *byFunc) Less(i, j int) bool { return s.less(i, j) }
func (s *byFunc) Swap(i, j int)      { swap(s.x, i, j) }

func Slice(x any, less func(i, j int) bool) { Sort(&byFunc{x, length(x), less}) }

func SliceStable(x any, less func(i, j int) bool) { Stable(&byFunc{x, length(x), less}) }

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	return IsSorted(&byFunc{x, length(x), less})
}

// ---- the common slices

type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()              { Sort(x) }
func (p IntSlice) Search(x int) int   { return SearchInts(p, x) }

type Float64Slice []float64

func (x Float64Slice) Len() int             { return len(x) }
func (x Float64Slice) Less(i, j int) bool   { return x[i] < x[j] || (x[i] != x[i] && x[j] == x[j]) }
func (x Float64Slice) Swap(i, j int)        { x[i], x[j] = x[j], x[i] }
func (x Float64Slice) Sort()                { Sort(x) }
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

type StringSlice []string

func (x StringSlice) Len() int            { return len(x) }
func (x StringSlice) Less(i, j int) bool  { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)       { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()               { Sort(x) }
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

func Ints(x []int) {
	if !sortInts(x) {
		Sort(IntSlice(x))
	}
}

func Float64s(x []float64) { Sort(Float64Slice(x)) }

func Strings(x []string) {
	if !sortStrings(x) {
		Sort(StringSlice(x))
	}
}

// These sort slices that don't take long; false: too large, nothing was done.
func sortInts(x []int) bool
func sortStrings(x []string) bool

func IntsAreSorted(x []int) bool         { return IsSorted(IntSlice(x)) }
func Float64sAreSorted(x []float64) bool { return IsSorted(Float64Slice(x)) }
func StringsAreSorted(x []string) bool   { return IsSorted(StringSlice(x)) }

// ---- search

func Search(n int, f func(int) bool) int {
	low, high := 0, n
	for low < high {
		middle := int(uint(low+high) >> 1)
		if !f(middle) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

func Find(n int, compare func(int) int) (i int, found bool) {
	low, high := 0, n
	for low < high {
		middle := int(uint(low+high) >> 1)
		if compare(middle) > 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, low < n && compare(low) == 0
}

func SearchInts(a []int, x int) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}
