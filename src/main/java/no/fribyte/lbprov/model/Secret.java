package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/** A text that must not be shown: it prints as dots, and only {@link #reveal()} gives it away. */
public final class Secret {
    private static final String MASK = "••••";

    private final String text;

    public Secret(String text) {
        this.text = requireNonNull(text, "text");
    }

    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
