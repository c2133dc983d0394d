  # first, alone, and not by the program below: with the agent there, lbprov can tell what fails after it. cloud-init's own
  # packages: would ask the mirror even when the agent is in the image
  - - sh
    - -c
    - >-
      command -v qemu-ga || { apt-get -q update;
      DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=300 --no-install-recommends install qemu-guest-agent; };
      systemctl start qemu-guest-agent
