package no.fribyte.lbprov.simulator.world;

/** Removes a volume from a storage, whether or not a VM still refers to it. */
public record DeleteVolume(String node, String volid) implements Work {
    @Override
    public void run(Effects effects) {
        Volume volume = effects.world()
                .volume(node, volid)
                .orElseThrow(() -> new TaskFailed("volume '" + volid + "' does not exist"));
        new Disks(effects, node, volume.vmid().orElse(0)).destroy(volume);
    }
}
