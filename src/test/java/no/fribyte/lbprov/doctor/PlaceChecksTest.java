package no.fribyte.lbprov.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import no.fribyte.lbprov.guest.Healths;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.proxmox.Bridge;
import no.fribyte.lbprov.proxmox.Permissions;
import no.fribyte.lbprov.proxmox.StorageStatus;
import no.fribyte.lbprov.proxmox.TokenId;
import org.junit.jupiter.api.Test;

/** Storages and bridges. */
class PlaceChecksTest {
    private static final long GIB = 1L << 30;

    private static StorageStatus disks(boolean active, boolean enabled, boolean shared, long free, long total) {
        return new StorageStatus("local-lvm", "nfs", Set.of("images"), active, enabled, shared, free, total);
    }

    private static List<String> storages(StorageStatus disks) {
        return new Examined()
                .storage(disks)
                .health(Healths.pair(Healths.absent(1), Healths.absent(2)))
                .told(StorageCheck::section);
    }

    @Test
    void a_storage_that_is_disabled_is_told_apart_from_one_that_is_not_there() {
        assertThat(storages(disks(false, false, false, 0, 0)))
                .contains("ERROR storage local-lvm is disabled on pluto | as admin: pvesm set local-lvm --disable 0");
    }

    @Test
    void so_is_one_that_is_not_active() {
        assertThat(storages(disks(false, true, false, 0, 0)))
                .contains(
                        "ERROR storage local-lvm is not active on fergus | Proxmox cannot reach it there at this moment |"
                                + " on fergus: pvesm status --storage local-lvm");
    }

    @Test
    void a_shared_storage_needs_room_for_both_disks_and_another_for_its_own() {
        assertThat(storages(disks(true, true, true, 15 * GIB, 90 * GIB)))
                .anyMatch(
                        line -> line.startsWith(
                                "ERROR storage local-lvm on pluto has not room enough for VM disks | 15GiB free, and 20GiB needed"));
        assertThat(storages(disks(true, true, false, 15 * GIB, 90 * GIB))).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void of_a_storage_that_does_not_say_how_large_it_is_nothing_is_said() {
        assertThat(storages(disks(true, true, false, 0, 0)))
                .contains(
                        "OK pluto: local-lvm for VM disks; lbseed for seeds, 50GiB free; local for cloud images, 50GiB"
                                + " free");
    }

    @Test
    void a_bridge_that_is_not_vlan_aware_is_a_warning_only_with_a_tag() {
        assertThat(new Examined(new Demo().vlan(20)).told(BridgeCheck::section))
                .anyMatch(line ->
                        line.startsWith("WARNING bridge vmbr0 on pluto is not VLAN aware, and network public has"
                                + " tag 20 | Proxmox then makes a bridge vmbr0v20"));
        assertThat(new Examined(new Demo().vlan(20))
                        .bridge(new Bridge("vmbr0", true, true))
                        .told(BridgeCheck::section))
                .containsExactly("OK pluto: vmbr0 (public, tag 20)", "OK fergus: vmbr0 (public, tag 20)");
        assertThat(new Examined().told(BridgeCheck::section))
                .containsExactly("OK pluto: vmbr0 (public)", "OK fergus: vmbr0 (public)");
    }

    @Test
    void a_bridge_that_is_down_is_an_error() {
        assertThat(new Examined().bridge(new Bridge("vmbr0", false, false)).told(BridgeCheck::section))
                .containsExactly(
                        "ERROR bridge vmbr0 on pluto is down | on pluto: ifup vmbr0",
                        "ERROR bridge vmbr0 on fergus is down | on fergus: ifup vmbr0");
    }

    @Test
    void a_bridge_that_the_token_may_not_use_is_hidden_and_not_called_missing() {
        TokenRights none = new TokenRights(
                new TokenId("lbprov@pve!create"), new Permissions(Map.of()), () -> PveVersion.parse("9.1"), List.of());

        assertThat(new Examined().without("vmbr0").rights(none).told(BridgeCheck::section))
                .contains(
                        "WARNING bridge vmbr0 on pluto cannot be seen | the token lacks a right for it: see its rights");
        assertThat(new Examined().without("vmbr0").told(BridgeCheck::section))
                .anyMatch(line -> line.startsWith("ERROR no bridge vmbr0 on pluto"));
    }
}
