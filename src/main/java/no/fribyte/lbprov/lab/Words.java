package no.fribyte.lbprov.lab;

import java.util.Collection;
import java.util.List;

/** Joins the parts of a command line. */
final class Words {
    private Words() {}

    static List<String> joined(List<List<String>> parts) {
        return parts.stream().flatMap(Collection::stream).toList();
    }

    /** A value in a list of options, where a comma ends it unless it is doubled. */
    static String escaped(Object value) {
        return value.toString().replace(",", ",,");
    }
}
