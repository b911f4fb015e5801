package emulator

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// People of the demo data, as numbers of [KnownUserID].
const (
	operator   = 0
	teamLead   = 1
	firstCrowd = 1000 // the first of the big thread's crowd
)

// seedThread is a thread of the demo data.
type seedThread struct {
	id          string // empty: made from the topic's place in the list
	topic       string
	formerTopic string // empty: it always had this one
	talk        talk
	age         time.Duration // since its creation
	quiet       time.Duration // since its last message
	people      []seedPerson
	metadata    metadata
	retention   *retentionPolicy
	deleted     time.Duration // since its deletion; 0: it exists
	left        bool          // the operator has left it
}

// seedPerson is a participant of the demo data.
type seedPerson struct {
	id       string
	name     string
	since    time.Duration // of the shared history; 0: all of it
	metadata metadata
}

// person is a person with the usual name and the whole history.
func person(n int) seedPerson {
	return seedPerson{id: KnownUserID(n), name: seedName(n)}
}

// seedName is the name of a demo identity.
func seedName(n int) string {
	if n == operator {
		return "Robin Castellanos (Operations)"
	}
	return personName(n)
}

// people gives the people of these numbers.
func people(numbers ...int) []seedPerson {
	list := make([]seedPerson, 0, len(numbers))
	for _, n := range numbers {
		list = append(list, person(n))
	}
	return list
}

// crowd gives count people from a number on.
func crowd(first, count int) []seedPerson {
	list := make([]seedPerson, 0, max(0, count))
	for n := first; n < first+count; n++ {
		list = append(list, person(n))
	}
	return list
}

// specials gives people with the names that are hard to show.
func specials() []seedPerson {
	names := specialNames()
	list := make([]seedPerson, 0, len(names))
	for i, name := range names {
		list = append(list, seedPerson{id: KnownUserID(500 + i), name: name})
	}
	return list
}

// bigThread is everybody: the lead, the operator, the hard names and a crowd with
// now and then a shorter history, metadata or no name.
func bigThread(size int) []seedPerson {
	if size == 1 {
		return people(operator)
	}
	list := append(people(teamLead, operator), specials()...)
	for n := range size - len(list) { // none where that is negative
		one := person(firstCrowd + n)
		switch {
		case n%17 == 5:
			one.since = time.Duration(n+1) * time.Hour
		case n%23 == 7:
			one.metadata = metadata{{"desk", "floor-" + strconv.Itoa(n%7)}, {"shift", []string{"early", "late", "night"}[n%3]}}
		case n%29 == 11:
			one.name = ""
		}
		list = append(list, one)
	}
	return list[:min(len(list), size)]
}

// seedDemo puts the demo data into an empty store. It is the same for the same
// time and size, and takes nothing from a random source.
func seedDemo(data *store, now time.Time, size int) {
	threads := demoThreads(size)
	// The longest quiet first: the order of activity follows the order of time.
	for i, seed := range slices.Backward(threads) {
		plant(data, now, i, seed)
	}
}

// plant puts one thread into the store.
func plant(data *store, now time.Time, place int, seed seedThread) {
	id := seed.id
	if id == "" {
		id = threadID(sha256.Sum256(fmt.Appendf(nil, "demo thread %d", place)))
	}
	planted := data.add(id, seed.topic, seed.people[0].id, now.Add(-seed.age))
	planted.metadata, planted.retention = seed.metadata, seed.retention
	planted.script = &script{now: now, seed: seed}
	for _, one := range seed.people {
		planted.join(planted.script.member(one))
	}
	data.touch(planted, now.Add(-seed.quiet))
	if seed.left {
		planted.leave(DemoUserID)
	}
	if seed.deleted > 0 {
		planted.deletedOn = now.Add(-seed.deleted)
	}
}
