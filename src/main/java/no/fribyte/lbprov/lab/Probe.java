package no.fribyte.lbprov.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.world.PrivateFiles;

/**
 * Starts a guest of 512 bytes to see whether an accelerator runs guests. That its device file is there proves nothing, nor
 * does a guest in real mode with a plain processor, so this one gets the processor that machines get, and goes as
 * far as a kernel does: to long mode, with pages.
 *
 * @param folder where the guest's disk lies for that while
 */
record Probe(Path folder) {
    /** Some milliseconds where it works. Seen on a cloud machine: 11 s, and a kernel that did not boot. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** QEMU ends with twice the value that the guest wrote, plus one. */
    private static final int SUCCESS = 2 * 0x2a + 1;

    boolean succeeds(Accelerator accelerator) {
        Path disk = folder.resolve("probe.img");
        try {
            PrivateFiles.write(disk, sector());
            List<String> machine = List.of(
                    "-no-user-config",
                    "-nodefaults",
                    "-machine",
                    "type=pc",
                    "-m",
                    "16",
                    "-display",
                    "none",
                    "-no-reboot",
                    "-device",
                    "isa-debug-exit,iobase=0xf4,iosize=1",
                    "-drive",
                    "file=%s,if=ide,format=raw".formatted(Words.escaped(disk)));
            List<String> command =
                    Words.joined(List.of(List.of("qemu-system-x86_64"), accelerator.arguments(), machine));
            return Program.run(command, "", LIMIT).status() == SUCCESS;
        } catch (GuestException hangs) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + disk, e);
        } finally {
            Place.delete(disk);
        }
    }

    /** What the firmware loads to 0x7c00 and jumps to. */
    static byte[] sector() {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        put(code, 0xfa); // cli
        put(code, 0xfc); // cld
        put(code, 0x31, 0xc0); // xor ax, ax
        put(code, 0x8e, 0xd8); // mov ds, ax
        put(code, 0x8e, 0xc0); // mov es, ax
        // three tables of pages at 0x1000, 0x2000 and 0x3000, empty but for their first entries
        put(code, 0xbf, 0x00, 0x10); // mov di, 0x1000
        put(code, 0xb9, 0x00, 0x18); // mov cx, 0x1800
        put(code, 0xf3, 0xab); // rep stosw
        put(code, 0xc7, 0x06, 0x00, 0x10, 0x03, 0x20); // mov word [0x1000], 0x2003: present, writable, next at 0x2000
        put(code, 0xc7, 0x06, 0x00, 0x20, 0x03, 0x30); // mov word [0x2000], 0x3003: the same, next at 0x3000
        put(code, 0xc7, 0x06, 0x00, 0x30, 0x83, 0x00); // mov word [0x3000], 0x0083: the first 2 MiB as one page
        put(code, 0x66, 0xb8, 0xa0, 0x00, 0x00, 0x00); // mov eax, 0xa0: PAE and PGE
        put(code, 0x0f, 0x22, 0xe0); // mov cr4, eax
        put(code, 0x66, 0xb8, 0x00, 0x10, 0x00, 0x00); // mov eax, 0x1000
        put(code, 0x0f, 0x22, 0xd8); // mov cr3, eax
        put(code, 0x66, 0xb9, 0x80, 0x00, 0x00, 0xc0); // mov ecx, 0xc0000080: EFER
        put(code, 0x0f, 0x32); // rdmsr
        put(code, 0x66, 0x0d, 0x00, 0x01, 0x00, 0x00); // or eax, 0x100: long mode
        put(code, 0x0f, 0x30); // wrmsr
        put(code, 0x0f, 0x01, 0x16, 0x80, 0x7c); // lgdt [0x7c80]
        put(code, 0x0f, 0x20, 0xc0); // mov eax, cr0
        put(code, 0x66, 0x0d, 0x01, 0x00, 0x00, 0x80); // or eax, 0x80000001: protection and paging
        put(code, 0x0f, 0x22, 0xc0); // mov cr0, eax
        put(code, 0xea, 0x60, 0x7c, 0x08, 0x00); // jmp 0x08:0x7c60
        pad(code, 0x60);
        put(code, 0x48, 0xb8, 0x2a, 0, 0, 0, 0, 0, 0, 0); // mov rax, 0x2a: no other mode reads it so
        put(code, 0xe6, 0xf4); // out 0xf4, al
        put(code, 0xf4); // hlt
        put(code, 0xeb, 0xfd); // jmp to the hlt
        pad(code, 0x80);
        put(code, 0x0f, 0x00, 0x90, 0x7c, 0x00, 0x00); // what lgdt reads: 16 bytes at 0x7c90
        pad(code, 0x90);
        put(code, 0, 0, 0, 0, 0, 0, 0, 0); // no segment
        put(code, 0, 0, 0, 0, 0, 0x9a, 0x20, 0); // 0x08: code of 64 bits
        pad(code, 510);
        put(code, 0x55, 0xaa); // by this the firmware knows a boot sector
        return code.toByteArray();
    }

    private static void put(ByteArrayOutputStream code, int... bytes) {
        for (int next : bytes) {
            code.write(next);
        }
    }

    private static void pad(ByteArrayOutputStream code, int size) {
        if (code.size() > size) {
            throw new IllegalStateException("the code before " + size + " is too long");
        }
        while (code.size() < size) {
            code.write(0);
        }
    }
}
