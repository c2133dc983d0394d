package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;

/** What came of understanding a text: a value, or a reason and what to try. */
public sealed interface Reading<T> {
    /** The text was understood. */
    record Taken<T>(T value) implements Reading<T> {
        public Taken {
            requireNonNull(value, "value");
        }
    }

    /** It was not. */
    record Refused<T>(String why, String attempt) implements Reading<T> {
        public Refused {
            requireNonNull(why, "why");
            requireNonNull(attempt, "attempt");
        }
    }

    static <T> Reading<T> taken(T value) {
        return new Taken<>(value);
    }

    static <T> Reading<T> refused(String why, String attempt) {
        return new Refused<>(why, attempt);
    }

    static <T> Reading<T> ofOptional(Optional<T> value, Supplier<Reading<T>> otherwise) {
        return value.<Reading<T>>map(Taken::new).orElseGet(otherwise);
    }
}
