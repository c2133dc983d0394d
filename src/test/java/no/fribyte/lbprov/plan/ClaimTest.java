package no.fribyte.lbprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import org.junit.jupiter.api.Test;

/** Name, VMID, uuid and marker must agree, or the VM is somebody else's. */
class ClaimTest {
    private static void assertForeign(Seen.Vm vm, String reason) {
        assertThat(Claim.of(vm.seen())).isEqualTo(new Claim.Foreign(reason));
    }

    @Test
    void a_vm_whose_marks_agree_is_ours() {
        assertThat(Claim.of(Seen.Vm.one().seen()))
                .isEqualTo(new Claim.Ours(Seen.Vm.one().marker()));
    }

    @Test
    void a_vm_without_a_marker_is_not_whatever_its_name() {
        assertForeign(Seen.Vm.foreign("lb-1", Demo.PLUTO, 200), "it has no lbprov marker in its description");
    }

    @Test
    void a_marker_that_cannot_be_read_claims_nothing() {
        assertForeign(
                Seen.Vm.one().reading(new MarkerText.Reading.Unreadable("its marker was edited: x")),
                "its marker was edited: x");
    }

    @Test
    void a_copy_or_a_restored_backup_under_another_number_is_not_ours() {
        assertForeign(Seen.Vm.one().copiedTo(300), "its marker is that of VM 200: a copy or a restored backup");
    }

    @Test
    void a_copy_under_another_name_is_not_ours() {
        assertForeign(Seen.Vm.one().name("lb-1-old"), "its marker is that of lb-1, but its name is lb-1-old");
    }

    @Test
    void a_copy_with_another_uuid_or_none_is_not_ours() {
        String reason = "its SMBIOS uuid is not the one lbprov gives to lb-1";

        assertForeign(Seen.Vm.one().uuid("11111111-2222-4333-8444-555555555555"), reason);
        assertForeign(Seen.Vm.one().uuid(""), reason);
    }

    @Test
    void the_uuid_is_that_of_the_incarnation() {
        String first = Seen.Vm.one().seen().uuid().orElseThrow().toString();

        assertForeign(Seen.Vm.one().incarnation(2).uuid(first), "its SMBIOS uuid is not the one lbprov gives to lb-1");
        assertThat(Claim.of(Seen.Vm.one().incarnation(2).seen())).isInstanceOf(Claim.Ours.class);
    }

    @Test
    void a_template_is_never_a_member() {
        assertForeign(Seen.Vm.one().template(), "it is a template");
    }

    @Test
    void a_clone_in_the_making_has_the_templates_uuid_and_is_ours_all_the_same() {
        Seen.Vm clone =
                Seen.Vm.one().uuid("11111111-2222-4333-8444-555555555555").is(Marker.State.CLONING);

        assertThat(Claim.of(clone.seen())).isInstanceOf(Claim.Ours.class);
        assertForeign(clone.copiedTo(300), "its marker is that of VM 200: a copy or a restored backup");
    }
}
