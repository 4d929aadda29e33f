package sub

func hidden() {}

type T struct{ a int }
