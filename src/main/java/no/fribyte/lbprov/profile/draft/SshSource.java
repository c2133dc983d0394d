package no.fribyte.lbprov.profile.draft;

import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.TextType;

/** Where SSH may come from. */
public sealed interface SshSource {
    /** A network by its numbers. */
    record Net(Cidr cidr) implements SshSource {}

    /** The subnets of one of the pair's networks. */
    record NetworkName(String name) implements SshSource {}

    /** The VPN's networks. */
    record FromVpn() implements SshSource {}

    TextType<SshSource> TYPE = new TextType<>("where SSH comes from", "203.0.113.0/24", "", SshSource::parse);

    private static Reading<SshSource> parse(String text) {
        if (text.equals("vpn")) {
            return Reading.taken(new FromVpn());
        }
        if (text.contains("/")) {
            return Formats.SUBNET.<SshSource>map(Net::new).parser().apply(text);
        }
        return text.matches("[a-z][a-z0-9-]*")
                ? Reading.taken(new NetworkName(text))
                : Reading.refused(
                        "it is a network such as 203.0.113.0/24, vpn, or the name of one of the pair's networks",
                        "for a single address, 203.0.113.7/32");
    }
}
