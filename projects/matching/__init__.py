"""“Projects that need you”: open needs that fit what a person has told of themselves, each with its reasons.

There are no weights. A need is listed for at least one reason that says what it is about, and every reason is said."""
