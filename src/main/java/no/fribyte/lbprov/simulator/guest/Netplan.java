package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.simulator.guest.Interface.Gateway;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The network configuration on a guest's disk, version 2, laid over the cards that the machine really has. */
final class Netplan {
    static final String FILE = "/etc/netplan/50-cloud-init.yaml";

    /** What cloud-init writes when nobody tells it anything: DHCP, which no network of the simulator answers. */
    static final String FALLBACK = "network:\n  version: 2\n  ethernets:\n    ens18: {dhcp4: true}\n";

    private Netplan() {}

    static List<Interface> interfaces(Machine machine) {
        Optional<JsonNode> network = machine.disk().network();
        if (network.isEmpty()) {
            return List.of();
        }
        List<Interface> interfaces = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : network.get().properties()) {
            cardFor(entry.getKey(), entry.getValue(), machine.hardware())
                    .map(nic -> configured(entry.getKey(), entry.getValue(), nic))
                    .ifPresent(interfaces::add);
        }
        return interfaces;
    }

    static Optional<JsonNode> ethernets(String text) {
        try {
            JsonNode document = Yaml.parse(text);
            JsonNode network = document.has("network") ? document.path("network") : document;
            return Optional.of(network.path("ethernets"));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Hardware.Nic> cardFor(String id, JsonNode ethernet, Hardware hardware) {
        Optional<String> mac = Yaml.text(ethernet.path("match"), "macaddress");
        if (mac.isPresent()) {
            String wanted = mac.get().toLowerCase(Locale.ROOT);
            return hardware.nics().stream()
                    .filter(nic -> nic.mac().toLowerCase(Locale.ROOT).equals(wanted))
                    .findFirst();
        }
        for (int i = 0; i < hardware.nics().size(); i++) {
            // Proxmox puts the first card into PCI slot 18
            if (id.equals("ens" + (18 + i)) || id.equals("eth" + i)) {
                return Optional.of(hardware.nics().get(i));
            }
        }
        return Optional.empty();
    }

    private static Interface configured(String id, JsonNode ethernet, Hardware.Nic nic) {
        List<Subnet> addresses = Yaml.texts(ethernet.path("addresses")).stream()
                .flatMap(text -> Subnet.parse(text).stream())
                .toList();
        return new Interface(
                Yaml.text(ethernet, "set-name").orElse(id),
                nic,
                addresses,
                gateways(ethernet),
                Yaml.texts(ethernet.path("nameservers").path("addresses")));
    }

    private static List<Gateway> gateways(JsonNode ethernet) {
        List<Gateway> gateways = new ArrayList<>();
        Stream.of("gateway4", "gateway6")
                .flatMap(key -> Yaml.text(ethernet, key).stream())
                .flatMap(text -> Ip.parse(text).stream())
                .forEach(ip -> gateways.add(new Gateway(ip, false)));
        for (JsonNode route : ethernet.path("routes")) {
            String to = Yaml.text(route, "to").orElse("");
            if (to.equals("default") || to.equals("0.0.0.0/0") || to.equals("::/0")) {
                boolean onLink = route.path("on-link").asBoolean(false);
                Yaml.text(route, "via").flatMap(Ip::parse).ifPresent(ip -> gateways.add(new Gateway(ip, onLink)));
            }
        }
        return gateways;
    }
}
