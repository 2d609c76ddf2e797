package simulator.wire;

import java.util.EnumMap;
import java.util.Map;
import simulator.Api;

/** The codec of each API. */
final class Codecs {

    private final Map<Api, Codec> all = new EnumMap<>(Api.class);

    Codecs() {
        for (var api : Api.values()) {
            all.put(
                    api,
                    switch (api.protocol()) {
                        case JSON_1_0 -> new JsonCodec("1.0");
                        case JSON_1_1 -> new JsonCodec("1.1");
                        case QUERY -> new QueryCodec(api.target(), false);
                        case EC2_QUERY -> new QueryCodec(api.target(), true);
                        case RPC_V2_CBOR -> new CborCodec();
                    });
        }
    }

    Codec of(Api api) {
        var codec = all.get(api);
        if (codec == null) {
            throw new IllegalStateException("no codec of " + api);
        }
        return codec;
    }
}
