package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A guest of one sector that boots in a moment. It counts its boots on its disk and says the number on its serial console;
 * at the fourth it switches the machine off.
 */
final class Sector {
    private static final String CODE = """
            31c0       xor ax, ax
            8ed8       mov ds, ax
            8ec0       mov es, ax
            b80102     mov ax, 0x0201: read one sector
            bb0080     mov bx, 0x8000: to there
            b90200     mov cx, 2: the second
            b600       mov dh, 0
            cd13       int 0x13
            fe060080   inc byte [0x8000]
            b80103     mov ax, 0x0301: write one sector
            bb0080     mov bx, 0x8000
            b90200     mov cx, 2
            b600       mov dh, 0
            cd13       int 0x13
            a00080     mov al, [0x8000]
            0430       add al, '0'
            baf803     mov dx, 0x3f8: the serial console
            ee         out dx, al
            3c34       cmp al, '4'
            7507       jne over the switch
            ba0406     mov dx, 0x604: where the firmware puts the power switch
            b80020     mov ax, 0x2000
            ef         out dx, ax
            f4         hlt
            ebfd       jmp to the hlt
            """;

    private Sector() {}

    static Path image(Path file) throws IOException {
        byte[] disk = new byte[1 << 20];
        int size = 0;
        for (String line : CODE.lines().toList()) {
            byte[] instruction = HexFormat.of().parseHex(line.split(" ", 2)[0]);
            System.arraycopy(instruction, 0, disk, size, instruction.length);
            size += instruction.length;
        }
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        return Files.write(file, disk);
    }
}
