package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.simulator.guest.Hardware;

/**
 * The lab's cables. Each node is a network namespace with its bridges, and in one more there is a switch for each bridge and
 * VLAN tag, which all nodes' bridges of that name and tag are plugged into; a kernel without VLANs will do.
 */
public final class LabNetwork {
    private static final int LONGEST_LINK = 15;

    private final Place place;
    private final Locks locks;

    LabNetwork(Place place, Locks locks) {
        this.place = place;
        this.locks = locks;
    }

    /** Makes sure that there is a switch for a bridge and tag; 0 is no tag. */
    public void segment(String bridge, int tag) {
        locks.holding("network", () -> {
            segment(switches(), bridge, tag);
        });
    }

    private static String segment(Network switches, String bridge, int tag) {
        switches.make();
        String link = bridgeName(bridge, tag);
        if (!switches.links().contains(link)) {
            switches.batch(Network.bridge(link));
        }
        return link;
    }

    /** Gives a namespace of somebody else's an interface on a segment; it is up and has no address. */
    public void join(String namespace, String interfaceName, String bridge, int tag) {
        locks.holding("network", () -> {
            Network switches = switches();
            String segment = segment(switches, bridge, tag);
            String port = port(namespace, interfaceName);
            if (!switches.links().contains(port)) {
                plug(switches, segment, port, new Network(namespace), interfaceName);
            }
            new Network(namespace).batch(List.of("link set %s up".formatted(interfaceName)));
        });
    }

    /** Takes interfaces of a namespace off their segments, at once; the kernel takes its time when a namespace goes. */
    void leave(String namespace, List<String> interfaceNames) {
        locks.holding("network", () -> {
            Network switches = switches();
            if (switches.exists()) {
                Set<String> links = switches.links();
                switches.batch(interfaceNames.stream()
                        .map(name -> port(namespace, name))
                        .filter(links::contains)
                        .map(port -> "link delete " + port)
                        .toList());
            }
        });
    }

    private static String port(String namespace, String interfaceName) {
        return "j" + Place.hash(namespace + " " + interfaceName);
    }

    private static void plug(Network switches, String segment, String port, Network other, String link) {
        switches.batch(List.of(
                "link add %s type veth peer name %s netns %s".formatted(port, link, other.name()),
                "link set %s master %s up".formatted(port, segment)));
    }

    /** The namespace that a node's machines are started in. */
    Network node(String node) {
        return new Network(switches().name() + "-" + node);
    }

    /** Makes the host's ends of a machine's network cards, plugged into its node's bridges. */
    void plugIn(Hardware hardware, boolean uplinks) {
        locks.holding("network", () -> {
            Network node = node(hardware.node());
            node.make();
            List<String> lines = new ArrayList<>();
            Set<String> links = node.links();
            for (int number = 0; number < hardware.nics().size(); number++) {
                Hardware.Nic nic = hardware.nics().get(number);
                String bridge = nodeBridge(node, links, nic, uplinks);
                String tap = Arguments.tap(hardware, number);
                if (links.contains(tap)) {
                    lines.add("link delete " + tap);
                }
                lines.add("tuntap add dev %s mode tap".formatted(tap));
                lines.add("link set %s master %s up".formatted(tap, bridge));
            }
            node.batch(lines);
        });
    }

    private String nodeBridge(Network node, Set<String> links, Hardware.Nic nic, boolean uplinks) {
        String bridge = bridgeName(nic.bridge(), nic.vlan());
        if (links.add(bridge)) {
            Network switches = switches();
            String segment = segment(switches, nic.bridge(), nic.vlan());
            String uplink = "u" + Place.hash(node.name() + " " + bridge);
            node.batch(Network.bridge(bridge));
            plug(switches, segment, uplink, node, uplink);
            node.batch(List.of("link set %s master %s %s".formatted(uplink, bridge, uplinks ? "up" : "down")));
        }
        return bridge;
    }

    void unplug(Hardware hardware) {
        locks.holding("network", () -> {
            Network node = node(hardware.node());
            if (node.exists()) {
                Set<String> links = node.links();
                List<String> taps = new ArrayList<>();
                for (int number = 0; number < hardware.nics().size(); number++) {
                    String tap = Arguments.tap(hardware, number);
                    if (links.contains(tap)) {
                        taps.add("link delete " + tap);
                    }
                }
                node.batch(taps);
            }
        });
    }

    /** Pulls or plugs a node's cables to the switches. */
    void uplinks(String name, boolean up) {
        locks.holding("network", () -> {
            Network node = node(name);
            if (node.exists()) {
                node.batch(node.links().stream()
                        .filter(link -> link.matches("u[0-9a-f]{8}"))
                        .map(link -> "link set %s %s".formatted(link, up ? "up" : "down"))
                        .toList());
            }
        });
    }

    /** Deletes every namespace of the lab, and with them all that is plugged into them. */
    public void remove() {
        if (!Files.isDirectory(Network.ALL)) {
            return;
        }
        List<Path> ours = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Network.ALL, switches().name() + "*")) {
            found.forEach(ours::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the network namespaces", e);
        }
        ours.forEach(path -> new Network(path.getFileName().toString()).remove());
    }

    private Network switches() {
        return new Network("lbprov-lab-" + place.id());
    }

    /** As Proxmox names the bridge of a VLAN. */
    private static String bridgeName(String bridge, int tag) {
        String name = tag == 0 ? bridge : bridge + "v" + tag;
        return name.length() <= LONGEST_LINK ? name : "b" + Place.hash(name);
    }
}
