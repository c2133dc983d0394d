package no.fribyte.lbprov.simulator.world;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Makes the first state of a world from what it is made of. */
public final class NewWorld {
    private NewWorld() {}

    /** Gives every token that has no secret a new one; the secrets of a world never change afterwards. */
    public static WorldSpec withSecrets(WorldSpec spec, SecureRandom random) {
        List<WorldSpec.User> users = new ArrayList<>();
        for (WorldSpec.User user : spec.users()) {
            users.add(new WorldSpec.User(
                    user.id(),
                    user.enabled(),
                    user.expire(),
                    user.tokens().stream()
                            .map(token -> new WorldSpec.Token(
                                    token.name(),
                                    token.privsep(),
                                    token.expire(),
                                    token.secret().or(() -> Optional.of(secret(random)))))
                            .toList(),
                    user.password()));
        }
        return spec.withUsers(users);
    }

    private static String secret(SecureRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    public static World of(WorldSpec spec, Instant now) {
        World world = new World(spec);
        spec.pools().forEach(pool -> world.put(new Pool(pool.name(), pool.comment(), new TreeSet<>())));
        spec.acls().forEach(world::add);
        spec.templates().forEach(template -> add(world, template, now));
        return world;
    }

    private static void add(World world, WorldSpec.Template template, Instant now) {
        Disks.Place place = Disks.Place.of(world, template.node(), template.storage());
        int vmid = template.vmid();
        Volume disk = Volume.disk(
                place,
                "base-" + vmid + "-disk-0",
                vmid,
                template.diskBytes(),
                now,
                template.name(),
                world.nextSerial());
        Volume cloudInit = Volume.disk(place, "vm-" + vmid + "-cloudinit", vmid, 4L << 20, now, "", world.nextSerial());
        world.put(disk);
        world.put(cloudInit);
        NetDevice net = NetDevice.parse("virtio,bridge=" + template.bridge()).withNewMac(world.nextSerial());
        Map<String, String> config = new TreeMap<>();
        config.put("agent", "1");
        config.put("boot", "order=scsi0");
        config.put("cores", "2");
        config.put("ide2", cloudInit.volid() + ",media=cdrom");
        config.put("memory", "2048");
        config.put("name", template.name());
        config.put("net0", net.toString());
        config.put("ostype", "l26");
        config.put("scsi0", disk.volid() + ",size=" + Size.format(disk.bytes()));
        config.put("scsihw", "virtio-scsi-pci");
        config.put("serial0", "socket");
        config.put("smbios1", "uuid=" + new UUID(0x5eed_0000_4000L, world.nextSerial()));
        config.put("template", "1");
        config.put("vga", "serial0");
        world.put(Vm.stopped(vmid, template.node(), config));
        template.pool().flatMap(world::pool).ifPresent(pool -> world.put(pool.with(vmid)));
    }
}
