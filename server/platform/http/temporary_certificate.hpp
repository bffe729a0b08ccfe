// A certificate for 127.0.0.1 that lives as long as a test.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace buddy::http {

class TemporaryCertificate {
public:
    TemporaryCertificate()
    {
        static std::atomic<int> count = 0;
        const auto stem = "buddy-tls-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
        certificate_ = std::filesystem::temp_directory_path() / (stem + ".pem");
        key_ = std::filesystem::temp_directory_path() / (stem + ".key");
        write();
    }
    TemporaryCertificate(const TemporaryCertificate&) = delete;
    TemporaryCertificate& operator=(const TemporaryCertificate&) = delete;
    TemporaryCertificate(TemporaryCertificate&&) = delete;
    TemporaryCertificate& operator=(TemporaryCertificate&&) = delete;
    ~TemporaryCertificate()
    {
        std::error_code ignored;
        std::filesystem::remove(certificate_, ignored);
        std::filesystem::remove(key_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& certificate() const { return certificate_; }
    [[nodiscard]] const std::filesystem::path& key() const { return key_; }

private:
    template <auto Free>
    struct Freed {
        template <class T>
        void operator()(T* pointer) const
        {
            Free(pointer);
        }
    };
    using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
    using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
    using File = std::unique_ptr<BIO, Freed<BIO_free_all>>;

    static void must(int outcome)
    {
        if (outcome <= 0) throw std::runtime_error{"no certificate can be made"};
    }
    void write() const
    {
        const Key key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
        const Certificate made{X509_new()};
        X509_set_version(made.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
        X509_set_pubkey(made.get(), key.get());
        auto* const name = X509_get_subject_name(made.get());
        const std::string host = "127.0.0.1";
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's characters are unsigned
        const auto* const text = reinterpret_cast<const unsigned char*>(host.c_str());
        must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0));
        X509_set_issuer_name(made.get(), name);
        auto* const alternative =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
        must(X509_add_ext(made.get(), alternative, -1));
        X509_EXTENSION_free(alternative);
        must(X509_sign(made.get(), key.get(), EVP_sha256()));
        const File pem{BIO_new_file(certificate_.c_str(), "w")};
        must(PEM_write_bio_X509(pem.get(), made.get()));
        const File secret{BIO_new_file(key_.c_str(), "w")};
        must(
            PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
        );
    }

    std::filesystem::path certificate_;
    std::filesystem::path key_;
};

}  // namespace buddy::http
