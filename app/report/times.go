package report

import (
	"maps"
	"slices"
)

// Times is how long interviews take, in minutes: half of them take between Low and High.
type Times struct {
	Interviews Cell `json:"interviews"`
	Median     int  `json:"median"` // 0 unless there are Least interviews
	Low        int  `json:"low"`    // a quarter take no longer
	High       int  `json:"high"`   // a quarter take no less
}

func newTimes(minutes map[int]int) Times {
	n := sum(minutes)
	t := Times{Interviews: tell(n)}
	if n < Least {
		return t
	}
	t.Low, t.Median, t.High = quartile(minutes, n, 1), quartile(minutes, n, 2), quartile(minutes, n, 3)
	return t
}

// quartile is the smallest number of minutes that so many quarters of the n interviews do not exceed.
func quartile(minutes map[int]int, n, quarters int) int {
	rank, seen := (n*quarters+3)/4, 0
	for _, m := range slices.Sorted(maps.Keys(minutes)) {
		if seen += minutes[m]; seen >= rank {
			return m
		}
	}
	return 0
}
