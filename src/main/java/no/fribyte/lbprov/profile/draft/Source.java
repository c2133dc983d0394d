package no.fribyte.lbprov.profile.draft;

import no.fribyte.lbprov.model.Cidr;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.TextType;

/** Where those are who may log in, or look at the metrics. */
public sealed interface Source {
    /** A network by its numbers. */
    record Net(Cidr cidr) implements Source {}

    /** The subnets of one of the pair's networks. */
    record NetworkName(String name) implements Source {}

    /** The VPN's networks. */
    record FromVpn() implements Source {}

    TextType<Source> TYPE = new TextType<>("a network, by numbers or name", "203.0.113.0/24", "", Source::parse);

    private static Reading<Source> parse(String text) {
        if (text.equals("vpn")) {
            return Reading.taken(new FromVpn());
        }
        if (text.contains("/")) {
            return Formats.SUBNET.<Source>map(Net::new).parser().apply(text);
        }
        return text.matches("[a-z][a-z0-9-]*")
                ? Reading.taken(new NetworkName(text))
                : Reading.refused(
                        "it is a network such as 203.0.113.0/24, vpn, or the name of one of the pair's networks",
                        "for a single address, 203.0.113.7/32");
    }
}
