package eligibility

import (
	"maps"
	"slices"

	"ventanilla/app/intake"
)

// Record returns what was told, as an application keeps it.
func Record(a Assessment, pathways []PathwayAnswer) intake.Assessment {
	r := intake.Assessment{
		PackVersion: a.Version.String(),
		Day:         a.Day,
		Verdict:     string(a.Verdict),
		Criteria:    make(map[string]string, len(a.Findings)),
		Pathways:    make(map[string]string, len(pathways)),
	}
	for _, f := range a.Findings {
		r.Criteria[f.ID] = string(f.Outcome)
	}
	for _, p := range pathways {
		r.Pathways[p.ID] = string(p.Answer)
	}
	return r
}

// Change is one thing that is told otherwise than before. Before or After is "" where there was, or is, no such thing.
type Change struct {
	ID            string // of the criterion or pathway
	Before, After string
}

// Changes is how what a person is told differs from what they were told.
type Changes struct {
	Verdict  Change   // without an ID; Before and After are the same if it stands
	Criteria []Change // sorted by ID, only those that changed
	Pathways []Change // as Criteria
}

// Compare says what changed between two assessments of one application, such as those before and after a new rule pack.
func Compare(before, after intake.Assessment) Changes {
	return Changes{
		Verdict:  Change{Before: before.Verdict, After: after.Verdict},
		Criteria: changes(before.Criteria, after.Criteria),
		Pathways: changes(before.Pathways, after.Pathways),
	}
}

func changes(before, after map[string]string) (all []Change) {
	ids := slices.AppendSeq(slices.Collect(maps.Keys(before)), maps.Keys(after))
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if before[id] != after[id] {
			all = append(all, Change{ID: id, Before: before[id], After: after[id]})
		}
	}
	return all
}
