"""Forms of the room: what people type, of the right kind; the verbs judge the rest."""
