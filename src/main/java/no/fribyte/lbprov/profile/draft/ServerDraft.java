package no.fribyte.lbprov.profile.draft;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Named;
import no.fribyte.lbprov.profile.yaml.Names;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** A server behind a service as it was written: {@code 10.0.0.7}, {@code 10.0.0.7:8080}, {@code [2001:db8::7]:8080}. */
public record ServerDraft(IpAddress address, Optional<Integer> port) {
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):([1-9][0-9]{0,4})");

    private static final TextType<ServerDraft> TYPE =
            new TextType<>("the address of a server", "203.0.113.7:8080", "", ServerDraft::parse);

    static final Names<Placed<ServerDraft>> NAMES =
            new Names<>("SERVER", Formats.plainName("a name for a server", "web-1"), new PlacedType<>(TYPE));

    static final Type<List<Named<Placed<ServerDraft>>>> SERVERS = MappingType.named("servers by name", NAMES);

    public ServerDraft {
        requireNonNull(address, "address");
        requireNonNull(port, "port");
    }

    private static Reading<ServerDraft> parse(String text) {
        Optional<IpAddress> bare = IpAddress.parse(text);
        if (bare.isPresent()) {
            return Reading.taken(new ServerDraft(bare.get(), Optional.empty()));
        }
        Matcher matcher = WITH_PORT.matcher(text);
        if (matcher.matches()) {
            String host = Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2));
            int port = Integer.parseInt(matcher.group(3));
            Optional<IpAddress> address = IpAddress.parse(host);
            if (address.isPresent() && port <= 65535) {
                return Reading.taken(new ServerDraft(address.get(), Optional.of(port)));
            }
        }
        return Reading.refused(
                "it is an IP address, perhaps with a port; names are not looked up",
                "a text such as 203.0.113.7:8080 or \"[2001:db8::7]:8080\"");
    }
}
