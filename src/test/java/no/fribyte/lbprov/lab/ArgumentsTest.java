package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import no.fribyte.lbprov.simulator.guest.Hardware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
    private final Place place;

    ArgumentsTest(@TempDir Path directory) {
        place = Place.in(directory);
    }

    private List<String> of(Hardware hardware) {
        return new Arguments(place, Accelerator.TCG, hardware).list();
    }

    private static String after(List<String> words, String option, String beginning) {
        return IntStream.range(1, words.size())
                .filter(i -> words.get(i - 1).equals(option) && words.get(i).startsWith(beginning))
                .mapToObj(words::get)
                .findFirst()
                .orElse("none");
    }

    @Test
    void a_machine_is_the_one_that_proxmox_would_start() {
        Hardware hardware = TestMachines.on("pluto", 101, List.of(TestMachines.card(1, true)), Optional.empty());

        assertThat(of(hardware))
                .containsSequence("-accel", "tcg,thread=multi,tb-size=256")
                .containsSequence("-machine", "type=pc")
                .containsSequence("-smp", "1")
                .containsSequence("-m", "32M")
                .containsSequence("-rtc", "base=utc")
                .containsSequence("-smbios", "type=1,uuid=6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
                .containsSequence("-device", "vmgenid,guid=324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87")
                .containsSequence("-device", "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0")
                .doesNotContain("-no-shutdown");
        assertThat(after(of(hardware), "-drive", "file=" + place.disk("disk-pluto-101")))
                .endsWith(",if=none,id=drive-scsi0,format=qcow2,cache=unsafe,discard=unmap");
    }

    @Test
    void the_drive_for_media_is_there_without_a_medium() {
        assertThat(of(TestMachines.on("pluto", 101, List.of(), Optional.empty())))
                .containsSequence("-drive", "if=none,id=drive-ide2,media=cdrom,readonly=on")
                .containsSequence("-device", "ide-cd,bus=ide.1,unit=0,drive=drive-ide2,id=ide2");
    }

    @Test
    void a_comma_in_a_path_does_not_end_it() {
        assertThat(of(TestMachines.on("pluto", 101, List.of(), Optional.of(Path.of("/a,b/seed.iso")))))
                .contains("file=/a,,b/seed.iso,if=none,id=drive-ide2,media=cdrom,readonly=on,format=raw");
    }

    @Test
    void network_cards_are_in_the_slots_that_give_them_their_names() {
        List<Hardware.Nic> cards = IntStream.range(0, 8)
                .mapToObj(number -> TestMachines.card(number, true))
                .toList();

        List<String> words = of(TestMachines.on("pluto", 101, cards, Optional.empty()));

        assertThat(after(words, "-device", "virtio-net-pci,mac=BC:24:11:00:00:00"))
                .contains("bus=pci.0,addr=0x12,id=net0");
        assertThat(after(words, "-device", "virtio-net-pci,mac=BC:24:11:00:00:05"))
                .contains("bus=pci.0,addr=0x17,id=net5");
        assertThat(after(words, "-device", "virtio-net-pci,mac=BC:24:11:00:00:06"))
                .contains("bus=pci.1,addr=0x1,id=net6");
        assertThat(words).containsSequence("-netdev", "tap,id=net7,ifname=tap101i7,script=no,downscript=no");
    }

    @Test
    void without_an_agent_device_there_is_no_port() {
        Hardware with = TestMachines.on("pluto", 101, List.of(), Optional.empty());
        Hardware without = new Hardware(
                with.diskId(),
                with.vmid(),
                with.node(),
                with.name(),
                "",
                with.image(),
                with.diskBytes(),
                with.cores(),
                with.memoryBytes(),
                Optional.empty(),
                with.nics(),
                with.cdrom(),
                false,
                with.poweredOn());

        assertThat(String.join(" ", of(without))).doesNotContain("virtserialport", "smbios", "vmgenid");
    }

    @Test
    void sockets_have_short_paths_wherever_the_lab_lies(@TempDir Path directory) {
        Place deep = Place.in(directory.resolve("a".repeat(100)));
        try {
            assertThat(deep.monitor("disk-" + "n".repeat(63) + "-123456789").toString())
                    .hasSizeLessThan(108);
            assertThat(deep.console("disk-pluto-17").toString()).hasSizeLessThan(108);
            assertThat(deep.run()).startsWith(Path.of("/run"));
        } finally {
            Place.deleteAll(deep.run());
        }
    }
}
