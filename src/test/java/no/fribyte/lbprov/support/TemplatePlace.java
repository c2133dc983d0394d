package no.fribyte.lbprov.support;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;

/** A place without cloud images: each node has a template, 9000 on pluto and 9001 on fergus. */
public final class TemplatePlace {
    private static final String INVENTORY = "inventory/simulator.yaml";
    private static final String IMAGE = """
              ubuntu-24.04:
                url: https://images.example.org/noble/20241004/noble-server-cloudimg-amd64.img
                checksum: sha256:2404240424042404240424042404240424042404240424042404240424042404
            """;

    private TemplatePlace() {}

    /**
     * To be said before anything runs.
     *
     * @param name of the templates; with {@code baked} in it they hold the agent and a member's packages
     */
    public static void use(Lbprov lbprov, String name) {
        lbprov.workspace().edit(INVENTORY, IMAGE, "  ubuntu-24.04: {template: 9000}\n");
        lbprov.workspace().edit(INVENTORY, "  fergus: {", "  fergus: {images: {ubuntu-24.04: {template: 9001}}, ");
        lbprov.simulating(options -> options.withWorld(world(name)));
    }

    private static WorldSpec world(String name) {
        WorldSpec demo = DemoWorld.cluster();
        return new WorldSpec(
                demo.cluster(),
                demo.nodes(),
                demo.pools(),
                demo.roles(),
                demo.users(),
                demo.acls(),
                List.of(template(9000, "pluto", name), template(9001, "fergus", name)),
                demo.images());
    }

    private static WorldSpec.Template template(int vmid, String node, String name) {
        return new WorldSpec.Template(vmid, node, name, "local-lvm", 3584L << 20, "vmbr0", Optional.of("lb"));
    }
}
