package no.fribyte.lbprov.proxmox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a call, in the order given; immutable. */
public final class Form {
    private static final Form EMPTY = new Form(Map.of());

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    public static Form empty() {
        return EMPTY;
    }

    public static Form of(Map<String, String> fields) {
        Form form = EMPTY;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            form = form.with(field.getKey(), field.getValue());
        }
        return form;
    }

    public Form with(String name, String value) {
        return with(name, List.of(value));
    }

    public Form with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** Proxmox takes exactly 0 or 1 for a boolean in a form. */
    public Form with(String name, boolean value) {
        return with(name, value ? "1" : "0");
    }

    /** An array: the field is repeated. */
    public Form with(String name, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(fields);
        more.put(name, List.copyOf(values));
        return new Form(more);
    }

    public Form with(Form others) {
        Map<String, List<String>> more = new LinkedHashMap<>(fields);
        more.putAll(others.fields);
        return new Form(more);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    Map<String, List<String>> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** {@code a=1&b=2}; everything odd is escaped, for Proxmox splits at {@code ;} as well as at {@code &}. */
    String encoded() {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, values) ->
                values.forEach(value -> pairs.add(Percent.encode(name, "") + "=" + Percent.encode(value, ""))));
        return String.join("&", pairs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Form form && form.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Names only: a value may be a secret. */
    @Override
    public String toString() {
        return fields.keySet().stream().collect(Collectors.joining(", ", "Form[", "]"));
    }
}
