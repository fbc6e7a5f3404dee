package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// archive writes many invented dispatches of visits and calls: archive NUMBER TO.
func archive(ts *testscript.TestScript, _ bool, args []string) {
	var number int
	_, err := fmt.Sscan(args[0], &number)
	ts.Check(err)
	out, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	defer out.Close()
	lines := json.NewEncoder(out)
	people := []string{"هاکان فیدان وزیر امور خارجه ترکیه", "سرگئی لاوروف وزیر امور خارجه روسیه", "بدر البوسعیدی وزیر امور خارجه عمان", "فیصل المقداد وزیر امور خارجه سوریه"}
	told := []string{"امروز وارد تهران شد", "دیروز وارد تهران شد", "امروز با عباس عراقچی وزیر امور خارجه کشورمان تلفنی گفت‌وگو کرد"}
	for i := range number {
		day := time.Date(2024, 1, 1+i/3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		text := people[i*7%len(people)] + " " + told[i%len(told)] + "."
		if i%5 == 0 {
			text += " وی افزود: همکاری دو کشور در همه زمینه‌ها ادامه می‌یابد."
		}
		ts.Check(lines.Encode(map[string]string{"id": fmt.Sprint("d", i), "agency": "irna", "published": day, "body": text}))
	}
}

// killed starts a gathering again and again and kills it at random moments: killed TIMES LEDGER FILE.
func killed(ts *testscript.TestScript, _ bool, args []string) {
	var times int
	_, err := fmt.Sscan(args[0], &times)
	ts.Check(err)
	program := ""
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if file := filepath.Join(dir, "safir"); program == "" {
			if _, err := os.Stat(file); err == nil {
				program = file
			}
		}
	}
	seed := uint64(time.Now().UnixNano())
	ts.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range times {
		wait := time.Duration(random.IntN(900)) * time.Millisecond
		c := exec.Command(program, "gather", "--ledger", ts.MkAbs(args[1]), ts.MkAbs(args[2]))
		var told strings.Builder
		c.Stderr = &told
		ts.Check(c.Start())
		time.Sleep(wait)
		_ = c.Process.Kill() // it may be done
		err := c.Wait()
		ts.Logf("after %v: %v", wait, err)
		if told.Len() > 0 {
			ts.Fatalf("a gathering after a killed one says: %s", told.String())
		}
	}
}

// sound checks a ledger's file: sound LEDGER.
func sound(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	var verdict string
	ts.Check(db.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	if verdict != "ok" {
		ts.Fatalf("%s: %s", args[0], verdict)
	}
	ts.Check(db.QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&verdict))
	if verdict != "0" {
		ts.Fatalf("%s: %s rows point nowhere", args[0], verdict)
	}
}

// firstID sets $ID to the id of the first event of a file: firstid FILE.
func firstID(ts *testscript.TestScript, _ bool, args []string) {
	line, _, _ := strings.Cut(ts.ReadFile(args[0]), "\n")
	var event struct{ ID string }
	ts.Check(json.Unmarshal([]byte(line), &event))
	ts.Setenv("ID", event.ID)
}

// runSQL changes a database behind the program's back: sqlite FILE SQL.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}
