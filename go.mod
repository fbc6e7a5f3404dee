module safir

go 1.26.0

require (
	github.com/hablullah/go-hijri v1.0.2 // indirect
	github.com/hablullah/go-juliandays v1.0.0 // indirect
	github.com/jalaali/go-jalaali v0.1.0 // indirect
	golang.org/x/text v0.44.0 // indirect
)
