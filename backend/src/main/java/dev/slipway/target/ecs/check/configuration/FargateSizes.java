package dev.slipway.target.ecs.check.configuration;

import org.jspecify.annotations.Nullable;

/** CPU units and MiB that Fargate has (ECS developer guide, "Task CPU and memory"). */
final class FargateSizes {

    private FargateSizes() {}

    static boolean has(@Nullable String cpu, @Nullable String memory) {
        if (cpu == null || memory == null || !cpu.matches("\\d{1,6}") || !memory.matches("\\d{1,7}")) {
            return false;
        }
        var mib = Integer.parseInt(memory);
        return switch (Integer.parseInt(cpu)) {
            case 256 -> mib == 512 || mib == 1024 || mib == 2048;
            case 512 -> between(mib, 1024, 4096, 1024);
            case 1024 -> between(mib, 2048, 8192, 1024);
            case 2048 -> between(mib, 4096, 16_384, 1024);
            case 4096 -> between(mib, 8192, 30_720, 1024);
            case 8192 -> between(mib, 16_384, 61_440, 4096);
            case 16_384 -> between(mib, 32_768, 122_880, 8192);
            default -> false;
        };
    }

    private static boolean between(int mib, int least, int most, int step) {
        return mib >= least && mib <= most && (mib - least) % step == 0;
    }
}
