package locale

import "fmt"

// twelve gives the hour on a twelve-hour dial.
func twelve(hour int) int {
	if hour %= 12; hour == 0 {
		return 12
	}
	return hour
}

func englishClock(hour, minute int) string {
	half := "am"
	if hour >= 12 {
		half = "pm"
	}
	return fmt.Sprintf("%d:%02d%s%s", twelve(hour), minute, noBreak, half)
}

func spanishClock(hour, minute int) string {
	half := "a."
	if hour >= 12 {
		half = "p."
	}
	return fmt.Sprintf("%d:%02d%s%s%sm.", twelve(hour), minute, noBreak, half, noBreak)
}

func frenchClock(hour, minute int) string {
	if minute == 0 {
		return fmt.Sprintf("%d%sh", hour, noBreak)
	}
	return fmt.Sprintf("%d%sh%s%02d", hour, noBreak, noBreak, minute)
}

func portugueseClock(hour, minute int) string {
	if minute == 0 {
		return fmt.Sprintf("%dh", hour)
	}
	return fmt.Sprintf("%dh%02d", hour, minute)
}

// creoleClock says the part of the day: maten until noon, apremidi until six, then aswè.
func creoleClock(hour, minute int) string {
	part := "nan maten"
	switch {
	case hour >= 18:
		part = "nan aswè"
	case hour >= 12:
		part = "nan apremidi"
	}
	if minute == 0 {
		return fmt.Sprintf("%dè %s", twelve(hour), part)
	}
	return fmt.Sprintf("%dè %d %s", twelve(hour), minute, part)
}
