package no.fribyte.lbprov.simulator.world;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The value of a network device such as {@code virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=20}. */
public record NetDevice(String model, String mac, PropertyString value) {
    private static final Set<String> OFF = Set.of("0", "no", "off", "false");

    public static NetDevice parse(String text) {
        PropertyString value = PropertyString.parse(text);
        String[] first = value.first().split("=", 2);
        String model = first[0].equals("model") && first.length == 2 ? first[1] : first[0];
        String mac = first.length == 2 && !first[0].equals("model")
                ? first[1]
                : value.option("macaddr").orElse("");
        return new NetDevice(model, mac.toUpperCase(Locale.ROOT), value.without("macaddr"));
    }

    public Optional<String> bridgeOption() {
        return value.option("bridge");
    }

    public String bridge() {
        return bridgeOption().orElse("");
    }

    public int tag() {
        return value.option("tag").map(Integer::parseInt).orElse(0);
    }

    public boolean linkDown() {
        return value.option("link_down").filter(flag -> !OFF.contains(flag)).isPresent();
    }

    /** The same with an address made from a serial number, in the range that Proxmox gives to VMs. */
    NetDevice withNewMac(long serial) {
        String made = String.format(
                Locale.ROOT,
                "BC:24:11:%02X:%02X:%02X",
                0x80 | ((serial >> 16) & 0x7f),
                (serial >> 8) & 0xff,
                serial & 0xff);
        return new NetDevice(model, made, value);
    }

    @Override
    public String toString() {
        return new PropertyString(model + "=" + mac, Map.copyOf(value.options())).toString();
    }
}
