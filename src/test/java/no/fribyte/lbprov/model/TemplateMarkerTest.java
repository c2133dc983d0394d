package no.fribyte.lbprov.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TemplateMarkerTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Lease LEASE = new Lease("17-abc", "ops", "desk", 4711, NOON, NOON.plus(Lease.TERM));
    private static final TemplateMarker MARKER = new TemplateMarker(
            GuestOs.DEBIAN_12,
            new VmId(205),
            LocalDate.parse("2026-11-24"),
            TemplateMarker.State.BUILDING,
            "sha512:12ab",
            List.of(),
            "0.1.0",
            Optional.of(LEASE));

    private static TemplateMarker ready() {
        List<TemplateMarker.Installed> found = List.of(
                new TemplateMarker.Installed("haproxy", "2.6.12-1+deb12u3"),
                new TemplateMarker.Installed("keepalived", "1:2.2.7-1+b2"));
        return MARKER.with(found).with(TemplateMarker.State.READY).with(Optional.empty());
    }

    private static MarkerText.Reading read(String description) {
        return MarkerText.read(description);
    }

    @Test
    void a_description_is_for_people_and_for_lbprov() {
        assertThat(MarkerText.describe(ready())).isEqualTo("""
                Template of debian-12 with the packages of a load balancer, made by lbprov.
                The lines below are how lbprov knows its own template again: please leave them as they are.

                    lbprov-template: 1
                    os: debian-12
                    vmid: 205
                    baked: 2026-11-24
                    state: ready
                    image: sha512:12ab
                    packages: haproxy=2.6.12-1+deb12u3 keepalived=1:2.2.7-1+b2
                    lbprov: 0.1.0
                """);
    }

    @Test
    void what_is_written_is_read() {
        for (TemplateMarker marker : List.of(MARKER, ready())) {
            assertThat(read(MarkerText.describe(marker))).isEqualTo(new MarkerText.Reading.Template(marker));
        }
    }

    @Test
    void notes_of_people_stay() {
        String noted = "mine\n" + MarkerText.describe(MARKER) + "do not delete\n";

        String updated = MarkerText.update(noted, ready());

        assertThat(updated).startsWith("mine\n").endsWith("do not delete");
        assertThat(read(updated)).isEqualTo(new MarkerText.Reading.Template(ready()));
    }

    @Test
    void an_edited_one_is_nobodys() {
        String text = MarkerText.describe(ready());

        for (String edited : List.of(
                text.replace("os: debian-12", "os: debian-11"),
                text.replace("state: ready", "state: done"),
                text.replace("2026-11-24", "yesterday"),
                text.replace("haproxy=2", "haproxy 2"),
                text.replace("    vmid: 205\n", ""),
                text.replace("lbprov-template: 1", "lbprov-template: 2"))) {
            assertThat(read(edited)).as(edited).isInstanceOf(MarkerText.Reading.Unreadable.class);
        }
    }

    @Test
    void the_name_tells_system_and_day() {
        assertThat(MARKER.machine().value()).isEqualTo("lbprov-debian-12-20261124");
    }

    @Test
    void the_derivations_are_frozen() {
        assertThat(Identity.templateUuid(MARKER)).hasToString("f9ddc1c3-b22d-89e6-b63f-9837636bd4e5");
        assertThat(Identity.templateUuid(ready())).isEqualTo(Identity.templateUuid(MARKER));
        assertThat(Identity.templateMac(MARKER)).hasToString("02:76:E6:21:48:73");
    }

    @Test
    void it_is_the_same_vm_however_far_it_is() {
        assertThat(MARKER.isOfSameVm(ready())).isTrue();
        TemplateMarker other = new TemplateMarker(
                GuestOs.DEBIAN_12,
                new VmId(206),
                MARKER.baked(),
                MARKER.state(),
                MARKER.image(),
                List.of(),
                MARKER.version(),
                Optional.empty());
        assertThat(MARKER.isOfSameVm(other)).isFalse();
    }
}
