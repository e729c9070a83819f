"""The shipped library: panels without persons, to be taken into an exhibition and changed there; and one drawn from figures."""
