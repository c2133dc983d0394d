package no.fribyte.lbprov.profile.draft;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.TextType;

/** Where a node's API answers. */
public sealed interface NodeAddress {
    /** In the embedded simulator. */
    record Simulator() implements NodeAddress {}

    /** In the lab: the embedded simulator with real virtual machines. */
    record Lab() implements NodeAddress {}

    /** At {@code https://host:port}. */
    record Https(String url) implements NodeAddress {
        public Https {
            requireNonNull(url, "url");
        }
    }

    TextType<NodeAddress> TYPE = new TextType<>(
            "a node's address",
            "https://pve-1.example.org:8006",
            "^(https://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?/?|simulator:|lab:)$",
            NodeAddress::parse);

    /** Whether it is this process that answers there. */
    default boolean embedded() {
        return !(this instanceof Https);
    }

    Pattern URL = Pattern.compile("https://(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9.-]+))(?::([0-9]{1,5}))?/?");

    private static Reading<NodeAddress> parse(String text) {
        if (text.equals("simulator:")) {
            return Reading.taken(new Simulator());
        }
        if (text.equals("lab:")) {
            return Reading.taken(new Lab());
        }
        if (text.startsWith("http://")) {
            return Reading.refused("Proxmox speaks HTTPS only", "https://" + text.substring("http://".length()));
        }
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            return Reading.refused(
                    "it is https://, a host and perhaps a port, without a path",
                    "a text such as https://pve-1.example.org:8006");
        }
        int port = Optional.ofNullable(matcher.group(3)).map(Integer::parseInt).orElse(8006);
        Optional<String> v6 = Optional.ofNullable(matcher.group(1));
        if (port < 1
                || port > 65535
                || (v6.isPresent() && v6.flatMap(IpAddress::parse).isEmpty())) {
            return Reading.refused("the host or the port cannot be", "a text such as https://pve-1.example.org:8006");
        }
        String host = v6.map(IpAddress::of).map(address -> "[" + address + "]").orElseGet(() -> matcher.group(2));
        return Reading.taken(new Https("https://" + host + ":" + port));
    }
}
