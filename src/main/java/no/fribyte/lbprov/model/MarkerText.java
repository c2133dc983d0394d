package no.fribyte.lbprov.model;

import static no.fribyte.lbprov.model.MarkerBlock.number;
import static no.fribyte.lbprov.model.MarkerBlock.required;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes and reads the marker block of a VM's description: an indented block, which Proxmox VE's web interface shows as it
 * is, with one {@code key: value} a line.
 */
public final class MarkerText {
    /** Goes up when an older lbprov could misread the block. */
    private static final String FORMAT = "1";

    private static final String FIRST_KEY = "lbprov-marker";
    private static final MarkerBlock BLOCK = new MarkerBlock(
            FIRST_KEY,
            Set.of(
                    "pair",
                    "member",
                    "vmid",
                    "incarnation",
                    "state",
                    "generation",
                    "recipe",
                    "addresses",
                    "virtual-ips",
                    "vrrp",
                    "public-key",
                    "lbprov"));

    private MarkerText() {}

    /** What a description says of lbprov. */
    public sealed interface Reading {
        /** No block: the VM was not made by lbprov, or its description was replaced. */
        record Absent() implements Reading {}

        /** A block that cannot be read: edited by hand, or written by a newer lbprov. */
        record Unreadable(String reason) implements Reading {}

        /** A member's VM. */
        record Found(Marker marker) implements Reading {}

        /** A template, or the VM that becomes one. */
        record Template(TemplateMarker marker) implements Reading {}

        /** What it says, of whatever kind. */
        default Optional<Mark> mark() {
            if (this instanceof Found found) {
                return Optional.of(found.marker());
            }
            return this instanceof Template template ? Optional.of(template.marker()) : Optional.empty();
        }
    }

    private static String describeMember(Marker marker) {
        return """
                Load balancer %s of the pair %s, made by lbprov.
                The lines below are how lbprov knows its own VM again: please leave them as they are.

                """.formatted(marker.member(), marker.pair()) + block(marker);
    }

    /** A whole description: two sentences for people, then the block. */
    public static String describe(Mark mark) {
        return mark instanceof TemplateMarker template
                ? TemplateText.describe(template)
                : describeMember((Marker) mark);
    }

    /** The description with its block brought up to date; what people wrote around it stays. */
    public static String update(String description, Mark mark) {
        return mark instanceof TemplateMarker template
                ? TemplateText.update(description, template)
                : BLOCK.replaced(description, block((Marker) mark)).orElseGet(() -> describe(mark));
    }

    public static Reading read(String description) {
        Map<String, String> fields = BLOCK.read(description);
        String format = fields.get(FIRST_KEY);
        if (format == null) {
            return TemplateText.read(description);
        }
        if (!format.equals(FORMAT)) {
            return new Reading.Unreadable("its marker has format " + format + ", and this lbprov reads " + FORMAT);
        }
        try {
            return new Reading.Found(parse(fields));
        } catch (IllegalArgumentException e) {
            return new Reading.Unreadable("its marker was edited: " + e.getMessage());
        }
    }

    private static String block(Marker marker) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FIRST_KEY, FORMAT);
        fields.put("pair", marker.pair().value());
        fields.put("member", marker.member().value());
        fields.put("vmid", marker.vmId().toString());
        fields.put("incarnation", Integer.toString(marker.incarnation()));
        fields.put("state", marker.state().word());
        fields.put("generation", marker.generation() + " " + marker.hash());
        fields.put("recipe", marker.recipe());
        fields.put("addresses", words(marker.addresses()));
        fields.put("virtual-ips", words(marker.virtualIps()));
        fields.put("vrrp", marker.segment() + " " + marker.routerId());
        marker.publicKey().ifPresent(key -> fields.put("public-key", key.base64()));
        fields.put("lbprov", marker.version());
        return BLOCK.write(fields, marker.lease());
    }

    private static Marker parse(Map<String, String> fields) {
        String[] generation = required(fields, "generation").split(" ", 2);
        String[] vrrp = required(fields, "vrrp").split(" ", 2);
        if (generation.length < 2 || vrrp.length < 2) {
            throw new IllegalArgumentException("a line is cut short");
        }
        return new Marker(
                new PairName(required(fields, "pair")),
                new MemberName(required(fields, "member")),
                new VmId(number("vmid", required(fields, "vmid"))),
                number("incarnation", required(fields, "incarnation")),
                state(required(fields, "state")),
                number("generation", generation[0]),
                generation[1],
                required(fields, "recipe"),
                addresses(required(fields, "addresses")),
                addresses(required(fields, "virtual-ips")),
                vrrp[0],
                number("vrrp", vrrp[1]),
                Optional.ofNullable(fields.get("public-key")).map(WireGuardKey::new),
                required(fields, "lbprov"),
                MarkerBlock.lease(fields));
    }

    private static Marker.State state(String word) {
        for (Marker.State state : Marker.State.values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        String words =
                Arrays.stream(Marker.State.values()).map(Marker.State::word).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("state is not one of %s: %s".formatted(words, word));
    }

    private static String words(List<IpAddress> addresses) {
        return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(" "));
    }

    private static List<IpAddress> addresses(String words) {
        return Arrays.stream(words.split(" ")).map(IpAddress::of).toList();
    }
}
