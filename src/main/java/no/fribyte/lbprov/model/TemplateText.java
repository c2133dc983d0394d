package no.fribyte.lbprov.model;

import static no.fribyte.lbprov.model.MarkerBlock.number;
import static no.fribyte.lbprov.model.MarkerBlock.required;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes and reads the marker block of a template. */
final class TemplateText {
    /** Goes up when an older lbprov could misread the block. */
    private static final String FORMAT = "1";

    private static final String FIRST_KEY = "lbprov-template";
    private static final MarkerBlock BLOCK =
            new MarkerBlock(FIRST_KEY, Set.of("os", "vmid", "baked", "state", "image", "packages", "lbprov"));

    private TemplateText() {}

    static String describe(TemplateMarker marker) {
        return """
                Template of %s with the packages of a load balancer, made by lbprov.
                The lines below are how lbprov knows its own template again: please leave them as they are.

                """.formatted(marker.os()) + block(marker);
    }

    static String update(String description, TemplateMarker marker) {
        return BLOCK.replaced(description, block(marker)).orElseGet(() -> describe(marker));
    }

    static MarkerText.Reading read(String description) {
        Map<String, String> fields = BLOCK.read(description);
        String format = fields.get(FIRST_KEY);
        if (format == null) {
            return new MarkerText.Reading.Absent();
        }
        if (!format.equals(FORMAT)) {
            return new MarkerText.Reading.Unreadable(
                    "its template's marker has format " + format + ", and this lbprov reads " + FORMAT);
        }
        try {
            return new MarkerText.Reading.Template(parse(fields));
        } catch (IllegalArgumentException e) {
            return new MarkerText.Reading.Unreadable("its marker was edited: " + e.getMessage());
        }
    }

    private static String block(TemplateMarker marker) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FIRST_KEY, FORMAT);
        fields.put("os", marker.os().id());
        fields.put("vmid", marker.vmId().toString());
        fields.put("baked", marker.baked().toString());
        fields.put("state", marker.state().word());
        fields.put("image", marker.image());
        if (!marker.packages().isEmpty()) {
            fields.put(
                    "packages",
                    marker.packages().stream()
                            .map(TemplateMarker.Installed::toString)
                            .collect(Collectors.joining(" ")));
        }
        fields.put("lbprov", marker.version());
        return BLOCK.write(fields, marker.lease());
    }

    private static TemplateMarker parse(Map<String, String> fields) {
        String os = required(fields, "os");
        return new TemplateMarker(
                GuestOs.parse(os).orElseThrow(() -> new IllegalArgumentException("no system is called " + os)),
                new VmId(number("vmid", required(fields, "vmid"))),
                day(required(fields, "baked")),
                state(required(fields, "state")),
                required(fields, "image"),
                packages(fields.getOrDefault("packages", "")),
                required(fields, "lbprov"),
                MarkerBlock.lease(fields));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("baked is no date: " + text, e);
        }
    }

    private static TemplateMarker.State state(String word) {
        return Arrays.stream(TemplateMarker.State.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state is neither building nor ready: " + word));
    }

    private static List<TemplateMarker.Installed> packages(String words) {
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(" ", -1))
                        .map(TemplateText::onePackage)
                        .toList();
    }

    private static TemplateMarker.Installed onePackage(String word) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("a package has no version: " + word);
        }
        return new TemplateMarker.Installed(word.substring(0, equals), word.substring(equals + 1));
    }
}
