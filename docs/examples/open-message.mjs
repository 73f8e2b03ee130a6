// Opens a message of TOPiN, given the key of its conversation (docs/messages.md tells the format).
//
//   npm install crypto-js
//   CONVERSATION_KEY=<64 hex digits> node open-message.mjs <the column messages.sealed, in hex>
import CryptoJS from "crypto-js";

const { Hex, Latin1, Utf8 } = CryptoJS.enc;
const IV = 16, MAC = 32; // bytes

// One block of HKDF-Expand (RFC 5869): crypto-js has no HKDF, and one block is one HMAC.
function derive(conversationKey, info) {
    return CryptoJS.HmacSHA256(Latin1.parse(info + "\x01"), conversationKey);
}

function openMessage(conversationKey, sealed) {
    if (!/^([0-9a-f]{2})+$/.test(sealed) || sealed.length < 2 * (1 + IV + 16 + MAC)) {
        throw new Error("This is no sealed message in hex");
    }
    const part = (from, to) => Hex.parse(sealed.slice(2 * from, to && 2 * to));
    const end = sealed.length / 2 - MAC;
    const mac = CryptoJS.HmacSHA256(part(0, end), derive(conversationKey, "topin message authentication"));
    if (!sameInConstantTime(mac, part(end))) {
        throw new Error("This was not sealed with this key, or was changed since");
    }
    if (sealed.slice(0, 2) !== "01") {
        throw new Error("This is another version of the format");
    }
    const text = CryptoJS.AES.decrypt(
        { ciphertext: part(1 + IV, end) },
        derive(conversationKey, "topin message encryption"), // 32 bytes: AES-256
        { iv: part(1, 1 + IV), mode: CryptoJS.mode.CBC, padding: CryptoJS.pad.Pkcs7 },
    );
    return text.toString(Utf8);
}

function sameInConstantTime(one, other) {
    return one.words.reduce((difference, word, place) => difference | (word ^ other.words[place]), 0) === 0;
}

const [sealed = ""] = process.argv.slice(2);
const key = process.env.CONVERSATION_KEY ?? "";
try {
    if (!/^[0-9a-f]{64}$/.test(key)) {
        throw new Error("CONVERSATION_KEY has to be the key of the conversation, 64 hex digits");
    }
    console.log(openMessage(Hex.parse(key), sealed));
} catch (error) {
    console.error(error.message);
    process.exitCode = 1;
}
