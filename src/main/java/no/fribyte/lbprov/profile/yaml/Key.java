package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A key that a mapping may have: the reader asks by it, the example must show it, the schema describes it.
 *
 * @param description one sentence for the person who writes the file
 */
public record Key<T>(String name, Type<T> type, String description) {
    public Key {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(description, "description");
    }

    /** The description as a part of a sentence, for a message. */
    String reason() {
        String text = description.replace(" Required.", ".").replaceAll("\\.+$", "");
        boolean acronym = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return acronym ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
