package no.fribyte.lbprov.profile.draft;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.model.DataSize;
import no.fribyte.lbprov.model.DnsLabel;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.profile.yaml.Choice;
import no.fribyte.lbprov.profile.yaml.ListType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.WholeNumber;

/** The texts that profile and inventory are made of. */
final class Formats {
    static final TextType<String> BRIDGE = TextType.matching(
            "a bridge",
            "vmbr0",
            "[A-Za-z][A-Za-z0-9_]{1,14}",
            "Linux and Proxmox take 2 to 15 letters, digits and underscores, and a letter first");
    static final TextType<String> HOST = TextType.matching(
            "a host",
            "ntp.example.org",
            "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|[0-9a-fA-F:]*:[0-9a-fA-F:.]+",
            "it is neither a host name nor an address");
    static final TextType<String> WEB_ADDRESS = TextType.matching(
            "an http or https address",
            "http://mirror.example.org/ubuntu",
            "https?://[A-Za-z0-9.\\[\\]:-]+(/[^\\s\"]*)?",
            "it begins with http:// or https://, and holds no spaces");
    static final TextType<IpAddress> ADDRESS = TextType.parsed(
            "an IP address",
            "198.51.100.10",
            "",
            "it is four numbers from 0 to 255 with dots, or an IPv6 address",
            IpAddress::parse);
    static final TextType<Cidr> SUBNET = new TextType<>("a network", "198.51.100.0/24", "", Formats::subnet);
    static final TextType<MacAddress> MAC = new TextType<>("a MAC address", "02:00:5E:00:53:01", "", Formats::mac);
    static final TextType<DataSize> SIZE = TextType.parsed(
            "a size",
            "2GiB",
            "^[1-9][0-9]{0,6} ?(MiB|GiB|TiB)$",
            "it is a whole number with MiB, GiB or TiB",
            DataSize::parse);
    static final TextType<WireGuardKey> WIREGUARD_KEY = TextType.parsed(
            "a WireGuard public key",
            "hHnvpzFQFk0rdKEUeY2FSSpbdZu8nF0NvGFDK1aqXSc=",
            "^[A-Za-z0-9+/]{43}=$",
            "it is 32 bytes in base64: 44 characters, the last one =",
            text -> WireGuardKey.isValid(text) ? Optional.of(new WireGuardKey(text)) : Optional.empty());
    static final TextType<String> SSH_KEY =
            new TextType<>("an SSH public key", "ssh-ed25519 AAAA... you@laptop", "", SshPublicKey::read);
    static final TextType<LocalDate> DATE = TextType.parsed(
            "a date", "2027-03-31", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "it is year-month-day", Formats::date);
    static final Choice<GuestOs> OS =
            new Choice<>(words(Arrays.stream(GuestOs.values()).collect(Collectors.toList()), GuestOs::id));
    static final WholeNumber PORT = new WholeNumber("a port", 1, 65535);
    static final WholeNumber MTU = new WholeNumber("an MTU", 576, 65520);
    static final WholeNumber VMID = new WholeNumber("a VMID", 100, 999_999_999);
    static final Type<List<Placed<IpAddress>>> ADDRESSES = new ListType<>(ADDRESS);

    private Formats() {}

    /** Any text of one line. */
    static TextType<String> line(String what, String example) {
        return TextType.matching(
                what,
                example,
                "[^\\x00-\\x1f\\x7f-\\x9f]*[^\\x00-\\x20\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f]*",
                "it has to be one line");
    }

    /** Any text. */
    static TextType<String> lines(String what, String example) {
        return TextType.matching(what, example, "[^\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]*", "it holds control characters");
    }

    /** A name that Proxmox and DNS take. */
    static TextType<String> label(String what, String example) {
        return new TextType<>(what, example, "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", Formats::label);
    }

    /** A name that goes into configuration files as it is. */
    static TextType<String> plainName(String what, String example) {
        return TextType.matching(
                what,
                example,
                "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}",
                "it takes 1 to 63 letters, digits, dots, dashes and underscores, and begins with a letter or a digit");
    }

    /** The words of an enum in their order. */
    static <E> Map<String, E> words(List<E> values, Function<E, String> word) {
        Map<String, E> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(word.apply(value), value));
        return words;
    }

    private static Reading<String> label(String text) {
        if (DnsLabel.isValid(text)) {
            return Reading.taken(text);
        }
        String meant =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return Reading.refused(
                "Proxmox and DNS take 1 to 63 lower-case letters, digits and dashes, with no dash at the ends",
                DnsLabel.isValid(meant) ? meant : "a text such as load-balancer-1");
    }

    private static Reading<Cidr> subnet(String text) {
        Optional<Cidr> exact = Cidr.parse(text);
        if (exact.isPresent()) {
            return Reading.taken(exact.get());
        }
        return Cidr.parseLoosely(text)
                .<Reading<Cidr>>map(meant -> Reading.refused("it has host bits set", meant.toString()))
                .orElseGet(() -> Reading.refused(
                        "it is an address, a slash and the length of the prefix", "a text such as 198.51.100.0/24"));
    }

    private static Reading<MacAddress> mac(String text) {
        if (MacAddress.isValid(text)) {
            return Reading.taken(new MacAddress(text));
        }
        boolean multicast = text.matches("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}");
        return Reading.refused(
                multicast
                        ? "the first pair is odd, which makes it a multicast address"
                        : "it is six pairs of hex digits with colons",
                "a text such as 02:00:5E:00:53:01, or leave it out: lbprov derives one");
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
